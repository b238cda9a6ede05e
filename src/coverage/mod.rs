//! Coverage: of every piece of land and circle, the part that is served; and the sums by township.
//!
//! The figures are exact to rounding (`docs/method.md`, kernel). Sums are made in the order of the pieces, so
//! that they are the same at any number of threads. Nothing here knows of indicators or plans.

mod blocks;
mod circle;
mod groups;
mod land;
mod land_use;
mod nearest;
mod overlaps;
mod shapes;

use self::blocks::Blocks;
use self::groups::Groups;
use self::land_use::{UseGroups, Visible};
use crate::geometry::DiskUnion;
use crate::model::{Facility, Service, Study};
use crate::progress::{Progress, Silent, Step};
use crate::project::Circle;

pub use self::circle::covered_plane_area;
pub use self::land::Land;
pub use self::land_use::ByUse;
pub use self::overlaps::{EXAMINED_PAIRS, Overlap, Overlaps};
pub use self::shapes::{DRAWING_TOLERANCE_M, service_area_shape, uncovered_shape};

/// The coverage of a study.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// One entry a service, in the order of the study.
    pub services: Vec<ServiceCoverage>,
    /// Residential land by township (the last entry: in no township), each square metre counted by the overlap rule.
    pub land: Vec<Land>,
    /// The same of urban and of rural land; `None` when no parcel has a known land use.
    pub by_use: Option<ByUse<Vec<Land>>>,
    /// Parcels that share land; none where overlaps are counted each time.
    pub overlaps: Overlaps,
    /// The pieces by where they lie.
    blocks: Blocks,
    /// The pieces by township.
    townships: Groups,
    /// The pieces by township and land use.
    uses: Option<UseGroups>,
    /// For each piece, the parts of its edges that no other piece hides; `None` when no other piece of its township
    /// is near, or when overlaps are counted each time.
    visible: Vec<Option<Visible>>,
}

/// The coverage of one service.
#[derive(Debug, Clone)]
pub struct ServiceCoverage {
    /// One entry a circle, in the order of the service.
    pub circles: Vec<CircleCoverage>,
    /// For each piece of land that some circle does not cover whole, the nearest facility; `None` for the others
    /// and when there is no facility.
    pub nearest: Vec<Option<Nearest>>,
}

/// The nearest facility of a piece of land.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// Its position in the service's facilities.
    pub facility: usize,
    /// Metres from the nearest point of the piece (on the ground, or of the plane by the circle rule); 0 when the
    /// facility stands on the piece.
    pub distance_m: f64,
}

/// The coverage by one circle.
#[derive(Debug, Clone)]
pub struct CircleCoverage {
    /// The union of the circles.
    pub disks: DiskUnion,
    /// For each piece of the study, its covered area in the plane, m².
    pub covered_plane_m2: Vec<f64>,
    /// Covered residential land by township (the last entry: in no township), m² by the area rule, counted by
    /// the overlap rule.
    pub covered_area_m2: Vec<f64>,
    /// The same of urban and of rural land; `None` when no parcel has a known land use.
    pub by_use: Option<ByUse<Vec<f64>>>,
}

impl Coverage {
    /// The coverage of a study: every service, every circle.
    pub fn of(study: &Study) -> Self {
        Self::of_watched(study, &Silent)
    }

    /// [`Coverage::of`], telling `progress` of it: each piece is looked at once for the land, and for each service
    /// once by circle and once for the nearest facility.
    pub fn of_watched(study: &Study, progress: &dyn Progress) -> Self {
        let looks: usize = study.services.iter().map(|service| service.circles.len() + 1).sum();
        progress.begin(Step::Coverage, Some((study.pieces.len() * (1 + looks)) as u64));
        let mut coverage = land::of(study, progress);
        coverage.services =
            study.services.iter().map(|s| coverage.of_facilities_watched(study, s, progress)).collect();
        coverage
    }

    /// The coverage of a service by the facilities that it has now, with the land of this coverage. The service need
    /// not be one of the study: a stage of the plan has its own facilities.
    pub fn of_facilities(&self, study: &Study, service: &Service) -> ServiceCoverage {
        self.of_facilities_watched(study, service, &Silent)
    }

    fn of_facilities_watched(
        &self,
        study: &Study,
        service: &Service,
        progress: &dyn Progress,
    ) -> ServiceCoverage {
        let by = |circle| circle::coverage(self, study, &service.facilities, circle, progress);
        let circles: Vec<CircleCoverage> = service.circles.iter().map(by).collect();
        let nearest = nearest::of_uncovered(study, &service.facilities, &circles, progress);
        ServiceCoverage { circles, nearest }
    }

    /// The coverage by one circle about each of some facilities.
    pub fn by(&self, study: &Study, facilities: &[Facility], circle: &Circle) -> CircleCoverage {
        circle::coverage(self, study, facilities, circle, &Silent)
    }
}

#[cfg(test)]
impl Coverage {
    /// Coverage with figures written by hand, for the tests of rooms that only read them.
    pub(crate) fn by_hand(study: &Study, services: Vec<ServiceCoverage>, land: Vec<Land>) -> Self {
        Self { services, land, overlaps: Overlaps::default(), ..land::of(study, &Silent) }
    }
}

#[cfg(test)]
mod tests;
