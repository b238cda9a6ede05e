//! The world of these tests. Two townships side by side, 1 km each:
//!
//! ```text
//!  y                 甲街道          │          乙镇
//! 1000 ┌───────────────────────────┬────────────────────────────┐
//!      │                           │                            │
//!  500 │                       ┌───┼───┐                        │
//!      │                       │ 2 │ 2 │  100 × 100, half each  │
//!  400 │                       └───┼───┘                        │
//!  200 │  ┌───┐                    │          ┌───────┐         │        ┌───┐
//!      │  │ 1 │ 100 × 100          │          │   3   │ 200×100 │        │ 4 │ 100 × 100, in no township
//!  100 │  └───┘                    │          └───────┘         │        └───┘
//!    0 └──────────────────────────1000────────────────────────2000      2500
//! ```

use geo::{Area, BoundingRect, Coord, MultiPolygon, Rect, coord};

use crate::coverage::{ByUse, CircleCoverage, Coverage, Land, ServiceCoverage};
use crate::geometry::{Disk, DiskUnion};
use crate::model::{
    Facility, Facts, LandUse, LandUseCodes, LifeUnit, Parcel, Piece, Service, Site, Status, Study, Township,
};
use crate::note::Notes;
use crate::project::{
    AreaRule, Circle, CircleRule, ConfigurationRule, CrsChoice, LayerSpec, OverlapRule, PrintSpec, Project,
    ShapefileEncoding,
};
use crate::report::Report;
use crate::units::Metres;

/// A world, its coverage and its project, ready to be assessed.
pub(super) struct TestWorld {
    pub study: Study,
    pub coverage: Coverage,
    pub project: Project,
}

impl TestWorld {
    pub(super) fn report(&self) -> Report {
        crate::assess::report_of(&self.study, &self.coverage, &self.project).expect("figures that agree")
    }

    /// The codes of the notes of the report.
    pub(super) fn codes(&self) -> Vec<&'static str> {
        self.report().notes.iter().map(|n| n.code).collect()
    }

    /// Gives the service this circle coverage, by piece, and sums it by township. What the first circle covers the
    /// second covers too.
    pub(super) fn cover(&mut self, circle: usize, covered_plane_m2: Vec<f64>, disks: Vec<Disk>) {
        if circle == 0 {
            let outer = self.coverage.services[0].circles[1].covered_plane_m2.clone();
            let no_less = |at: usize, m2: &f64| outer.get(at).map_or(*m2, |outer| outer.max(*m2));
            let outer = covered_plane_m2.iter().enumerate().map(|(at, m2)| no_less(at, m2)).collect();
            self.coverage.services[0].circles[1] = self.circle(outer, Vec::new());
        }
        self.coverage.services[0].circles[circle] = self.circle(covered_plane_m2, disks);
    }

    fn circle(&self, covered_plane_m2: Vec<f64>, disks: Vec<Disk>) -> CircleCoverage {
        let sums = |is_of_kind: &dyn Fn(&Parcel) -> bool| {
            let mut sums = vec![0.0; self.study.townships.len() + 1];
            for (piece, covered) in self.study.pieces.iter().zip(&covered_plane_m2) {
                let parcel = &self.study.parcels[piece.parcel];
                if is_of_kind(parcel) {
                    sums[piece.township.unwrap_or(self.study.townships.len())] +=
                        covered * parcel.area_factor;
                }
            }
            sums
        };
        let covered_area_m2 = sums(&|_| true);
        let by_use = self
            .coverage
            .by_use
            .as_ref()
            .map(|_| ByUse::from_fn(|land_use| sums(&|p| p.land_use == Some(land_use))));
        CircleCoverage { covered_plane_m2, covered_area_m2, by_use, disks: DiskUnion::new(&disks) }
    }

    /// Gives the parcels these land uses, and sums their land and what circles cover of it.
    pub(super) fn use_land(&mut self, uses: &[Option<LandUse>]) {
        for (parcel, land_use) in self.study.parcels.iter_mut().zip(uses) {
            parcel.land_use = *land_use;
        }
        self.coverage.by_use =
            Some(ByUse::from_fn(|land_use| land(&self.study, |p| p.land_use == Some(land_use))));
        for circle in 0..2 {
            let CircleCoverage { covered_plane_m2, disks, .. } =
                self.coverage.services[0].circles[circle].clone();
            self.cover(circle, covered_plane_m2, disks.disks().to_vec());
        }
    }
}

pub(super) fn rectangle(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon().into()
}

fn centre(shape: &MultiPolygon<f64>) -> Coord<f64> {
    shape.bounding_rect().unwrap().center()
}

fn township(feature: usize, name: &str, shape: MultiPolygon<f64>) -> Township {
    Township {
        feature,
        code: Some(format!("33062400{feature}")),
        name: name.to_owned(),
        shape,
        population: Some(1000.0),
        households: None,
        facts: Facts::default(),
    }
}

pub(super) fn facility(
    x: f64,
    y: f64,
    category: Option<usize>,
    places: Option<f64>,
    township: Option<usize>,
) -> Facility {
    let at = coord! { x: x, y: y };
    let lon_lat = coord! { x: 120.0, y: 29.0 };
    Facility {
        feature: 1,
        id: None,
        name: None,
        category,
        places,
        sites: vec![Site { at, scale: 1.0, scale_gradient: Coord::zero(), lon_lat }],
        township,
        status: Status::Existing,
        opening_year: None,
        facts: Facts::default(),
    }
}

pub(super) fn life_unit(shape: MultiPolygon<f64>, township: Option<usize>) -> LifeUnit {
    LifeUnit {
        feature: 1,
        name: None,
        centre: centre(&shape),
        shape,
        township,
        land_use: None,
        facts: Facts::default(),
    }
}

/// Parcels of these shapes, each with its pieces: `(shape, township)`.
fn parcels(of: Vec<Vec<(MultiPolygon<f64>, Option<usize>)>>) -> (Vec<Parcel>, Vec<Piece>) {
    let (mut parcels, mut pieces) = (Vec::new(), Vec::new());
    for (at, parts) in of.into_iter().enumerate() {
        let start = pieces.len();
        let whole = MultiPolygon::new(parts.iter().flat_map(|(s, _)| s.0.clone()).collect());
        let township = parts[0].1;
        for (shape, township) in parts {
            let plane_area_m2 = shape.unsigned_area();
            pieces.push(Piece::new(at, township, shape, plane_area_m2));
        }
        parcels.push(Parcel {
            feature: at + 1,
            id: None,
            name: Some(format!("小区{}", at + 1)),
            population: None,
            households: None,
            land_use: None,
            facts: Facts::default(),
            centre: centre(&whole),
            township,
            plane_area_m2: whole.unsigned_area(),
            area_factor: 1.0,
            pieces: start..pieces.len(),
            duplicate_of: None,
        });
    }
    (parcels, pieces)
}

/// Land of a kind by township from the pieces, without overlaps.
fn land(study: &Study, is_of_kind: impl Fn(&Parcel) -> bool) -> Vec<Land> {
    let mut land = vec![Land::default(); study.townships.len() + 1];
    for piece in study.pieces.iter().filter(|p| is_of_kind(&study.parcels[p.parcel])) {
        let entry = &mut land[piece.township.unwrap_or(study.townships.len())];
        entry.parcels += 1;
        entry.area_m2 += piece.plane_area_m2;
    }
    land
}

fn project() -> Project {
    Project {
        name: "纸上县".into(),
        year: Some(2025),
        maker: None,
        language: crate::messages::Language::En,
        crs: CrsChoice::Auto,
        area: AreaRule::Plane,
        circles: CircleRule::Plane,
        overlaps: OverlapRule::Once,
        townships: None,
        residential: LayerSpec::default(),
        life_units: None,
        context: Vec::new(),
        services: Vec::new(),
        deliverables: Vec::new(),
        shapefile_encoding: ShapefileEncoding::Utf8,
        print: PrintSpec::default(),
        output: "output".into(),
    }
}

fn world_of(townships: Vec<Township>, of: Vec<Vec<(MultiPolygon<f64>, Option<usize>)>>) -> TestWorld {
    let (parcels, pieces) = parcels(of);
    let circle = |minutes, metres| Circle { minutes, radius: Metres::new(metres).unwrap() };
    let service = Service {
        id: "childcare".into(),
        name: "托育服务".into(),
        circles: vec![circle(5, 300.0), circle(15, 1000.0)],
        categories: vec!["专业托育机构".into(), "幼儿园托班".into()],
        facilities: Vec::new(),
        planned: Vec::new(),
        closed: Vec::new(),
        plans: Vec::new(),
        reported: Vec::new(),
        configuration: ConfigurationRule::of_circle(5),
    };
    let study = Study {
        plane: crate::crs::test_plane(),
        area: AreaRule::Plane,
        circles: CircleRule::Plane,
        overlaps: OverlapRule::Once,
        townships,
        parcels,
        pieces,
        life_units: None,
        context: Vec::new(),
        land_use_codes: LandUseCodes::default(),
        services: vec![service],
        sources: Vec::new(),
        notes: Notes::default(),
    };
    let none = CircleCoverage {
        covered_plane_m2: Vec::new(),
        covered_area_m2: Vec::new(),
        by_use: None,
        disks: DiskUnion::new(&[]),
    };
    let nearest = vec![None; study.pieces.len()];
    let services = vec![ServiceCoverage { circles: vec![none.clone(), none], nearest }];
    let coverage = Coverage::by_hand(&study, services, land(&study, |_| true));
    let mut world = TestWorld { study, coverage, project: project() };
    for circle in 0..2 {
        world.cover(circle, vec![0.0; world.study.pieces.len()], Vec::new());
    }
    world
}

/// The world of the drawing: nothing covered, no facility.
pub(super) fn bare() -> TestWorld {
    world_of(
        vec![
            township(1, "甲街道", rectangle(0.0, 0.0, 1000.0, 1000.0)),
            township(2, "乙镇", rectangle(1000.0, 0.0, 2000.0, 1000.0)),
        ],
        vec![
            vec![(rectangle(100.0, 100.0, 200.0, 200.0), Some(0))],
            vec![
                (rectangle(950.0, 400.0, 1000.0, 500.0), Some(0)),
                (rectangle(1000.0, 400.0, 1050.0, 500.0), Some(1)),
            ],
            vec![(rectangle(1500.0, 100.0, 1700.0, 200.0), Some(1))],
            vec![(rectangle(2500.0, 100.0, 2600.0, 200.0), None)],
        ],
    )
}

/// The same with this coverage by the 5-minute circle, m² by piece: parcel 1 whole, a quarter of parcel 2
/// (half of its western piece), exactly half of parcel 3, parcel 4 whole.
pub(super) fn covered() -> TestWorld {
    let mut world = bare();
    world.cover(0, vec![10_000.0, 2_500.0, 0.0, 10_000.0, 10_000.0], Vec::new());
    world
}

/// The same without townships: every piece lies in none.
pub(super) fn without_townships() -> TestWorld {
    let mut world = covered();
    world.study.townships.clear();
    world.study.pieces.iter_mut().for_each(|p| p.township = None);
    world.study.parcels.iter_mut().for_each(|p| p.township = None);
    world.study.services[0].facilities.iter_mut().for_each(|f| f.township = None);
    world.coverage.land = land(&world.study, |_| true);
    // Parcel 2 has two pieces, but is one parcel.
    world.coverage.land[0].parcels = 4;
    for circle in 0..2 {
        let covered = world.coverage.services[0].circles[circle].covered_plane_m2.clone();
        world.cover(circle, covered, Vec::new());
    }
    world
}

/// One township with quarters that overlap, all 100 m high (y 100 to 200), and the coverage that the kernel finds:
///
/// ```text
///       100   200  250 300     400 450
///   A    ├───────────────┤                urban
///   B          ├─────────────────┤        rural
///   C               ├─────────────────┤   urban
///   D    ├─────┤                          does not say
/// ```
///
/// Two circles of 40 m: about (150, 150), within A and D alone; and about (300, 150), within B and C and half in A.
pub(super) fn overlapping() -> TestWorld {
    let quarter = |west, east| vec![(rectangle(west, 100.0, east, 200.0), Some(0))];
    let mut world = world_of(
        vec![township(1, "甲街道", rectangle(0.0, 0.0, 1000.0, 1000.0))],
        vec![quarter(100.0, 300.0), quarter(200.0, 400.0), quarter(250.0, 450.0), quarter(100.0, 200.0)],
    );
    let uses = [Some(LandUse::Urban), Some(LandUse::Rural), Some(LandUse::Urban), None];
    for (parcel, land_use) in world.study.parcels.iter_mut().zip(uses) {
        parcel.land_use = land_use;
    }
    let service = &mut world.study.services[0];
    service.circles[0].radius = Metres::new(40.0).unwrap();
    service.facilities =
        vec![facility(150.0, 150.0, Some(0), None, Some(0)), facility(300.0, 150.0, Some(1), None, Some(0))];
    world.coverage = Coverage::of(&world.study);
    world
}
