//! Laws of the coverage by land use, on squares that overlap at will.

use std::sync::LazyLock;

use geo::{Area, Coord, MultiPolygon, Rect};
use proptest::prelude::*;

use super::{Coverage, Land};
use crate::crs::Plane;
use crate::model::{
    Facility, Facts, LandUse, LandUseCodes, Parcel, Piece, Service, Site, Status, Study, Township,
};
use crate::note::Notes;
use crate::project::{AreaRule, Circle, CircleRule, ConfigurationRule, OverlapRule};
use crate::units::Metres;

/// Coordinates as large as those of a Gauss–Krüger plane.
const FAR: Coord<f64> = Coord { x: 587_000.0, y: 3_265_000.0 };

/// Made once: each of thousands of studies needs one, and none uses it.
static PLANE: LazyLock<Plane> = LazyLock::new(crate::crs::test_plane);

/// A square parcel: its corner and side in metres from [`FAR`], township (2: none) and land use.
#[derive(Debug, Clone)]
struct Square {
    corner: (f64, f64),
    side: f64,
    township: usize,
    land_use: Option<LandUse>,
}

fn any_use() -> impl Strategy<Value = Option<LandUse>> {
    prop_oneof![Just(None), Just(Some(LandUse::Urban)), Just(Some(LandUse::Rural))]
}

/// Squares on a grid of 10 m share corners and edges; half of them are moved off it.
fn square(land_use: impl Strategy<Value = Option<LandUse>>) -> impl Strategy<Value = Square> {
    let corner = (0..20i32, 0..20i32, prop_oneof![Just(0.0), 0.0..7.0f64])
        .prop_map(|(x, y, off)| (f64::from(x) * 10.0 + off, f64::from(y) * 10.0 - off));
    (corner, 1..9i32, 0..3usize, land_use).prop_map(|(corner, side, township, land_use)| Square {
        corner,
        side: f64::from(side) * 10.0,
        township,
        land_use,
    })
}

fn facility(x: f64, y: f64) -> Facility {
    let at = FAR + Coord { x, y };
    let site = Site { at, scale: 1.0, scale_gradient: Coord::zero(), lon_lat: Coord::zero() };
    Facility {
        feature: 1,
        id: None,
        name: None,
        category: None,
        places: None,
        sites: vec![site],
        township: None,
        status: Status::Existing,
        opening_year: None,
        facts: Facts::default(),
    }
}

/// Two townships, these parcels, and a service with circles of 30 m and 80 m about these points.
fn study(squares: &[Square], points: &[(f64, f64)]) -> Study {
    let township = |feature| Township {
        feature,
        code: None,
        name: String::new(),
        shape: MultiPolygon(Vec::new()),
        population: None,
        households: None,
        facts: Facts::default(),
    };
    let (mut parcels, mut pieces) = (Vec::new(), Vec::new());
    for (at, square) in squares.iter().enumerate() {
        let corner = FAR + Coord { x: square.corner.0, y: square.corner.1 };
        let far_corner = corner + Coord { x: square.side, y: square.side };
        let shape: MultiPolygon<f64> = Rect::new(corner, far_corner).to_polygon().into();
        let township = (square.township < 2).then_some(square.township);
        let plane_area_m2 = shape.unsigned_area();
        parcels.push(Parcel {
            feature: at + 1,
            id: None,
            name: None,
            population: None,
            households: None,
            land_use: square.land_use,
            facts: Facts::default(),
            centre: (corner + far_corner) / 2.0,
            township,
            plane_area_m2,
            area_factor: 1.0 - 1e-4 * square.corner.0 / 200.0,
            pieces: at..at + 1,
            duplicate_of: None,
        });
        pieces.push(Piece::new(at, township, shape, plane_area_m2));
    }
    let circle = |minutes, metres| Circle { minutes, radius: Metres::new(metres).unwrap() };
    let service = Service {
        id: String::new(),
        name: String::new(),
        circles: vec![circle(5, 30.0), circle(15, 80.0)],
        categories: Vec::new(),
        facilities: points.iter().map(|&(x, y)| facility(x, y)).collect(),
        planned: Vec::new(),
        closed: Vec::new(),
        plans: Vec::new(),
        reported: Vec::new(),
        configuration: ConfigurationRule::of_circle(5),
    };
    Study {
        plane: PLANE.clone(),
        area: AreaRule::Plane,
        circles: CircleRule::Plane,
        overlaps: OverlapRule::Once,
        townships: vec![township(1), township(2)],
        parcels,
        pieces,
        land_use_codes: LandUseCodes::default(),
        life_units: None,
        context: Vec::new(),
        services: vec![service],
        sources: Vec::new(),
        notes: Notes::default(),
    }
}

fn points() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((-20.0..220.0f64, -20.0..220.0f64), 0..6)
}

/// All of one use or of none, in which no piece needs a second look, or mixed.
fn squares() -> impl Strategy<Value = Vec<Square>> {
    let of = |land_use| prop::collection::vec(square(land_use), 0..14);
    prop_oneof![of(any_use().boxed()), any_use().prop_flat_map(move |land_use| of(Just(land_use).boxed()))]
}

/// The rounding of sums of some hundred thousand m² in coordinates of millions.
const ROUNDING_M2: f64 = 1e-5;

fn same(a: f64, b: f64) -> Result<(), TestCaseError> {
    prop_assert!((a - b).abs() <= ROUNDING_M2, "{a} against {b}");
    Ok(())
}

fn same_land(a: &[Land], b: &[Land]) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        prop_assert_eq!(a.parcels, b.parcels);
        same(a.area_m2, b.area_m2)?;
        same(a.overlap_area_m2, b.overlap_area_m2)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The land of one use is that of a study which holds its parcels alone, and so is what circles cover of it.
    #[test]
    fn land_of_one_use_is_measured_as_if_it_were_alone(
        squares in squares(),
        points in points(),
        overlaps in prop_oneof![Just(OverlapRule::Once), Just(OverlapRule::Each)],
    ) {
        let of = |squares: &[Square]| Coverage::of(&Study { overlaps, ..study(squares, &points) });
        let coverage = of(&squares);
        prop_assert_eq!(coverage.by_use.is_some(), squares.iter().any(|s| s.land_use.is_some()));
        for land_use in [LandUse::Urban, LandUse::Rural] {
            let Some(land) = &coverage.by_use else { break };
            let only: Vec<Square> =
                squares.iter().filter(|s| s.land_use == Some(land_use)).cloned().collect();
            let alone = of(&only);
            same_land(land.of(land_use), &alone.land)?;
            for (circle, alone) in coverage.services[0].circles.iter().zip(&alone.services[0].circles) {
                let covered = circle.by_use.as_ref().unwrap().of(land_use);
                prop_assert_eq!(covered.len(), 3);
                for (a, b) in covered.iter().zip(&alone.covered_area_m2) {
                    same(*a, *b)?;
                }
            }
        }
    }

    /// Land of a single use is all land, to the last bit; there is none of the other.
    #[test]
    fn land_of_a_single_use_is_all_land(
        squares in prop::collection::vec(square(Just(Some(LandUse::Urban))), 1..14),
        points in points(),
    ) {
        let coverage = Coverage::of(&study(&squares, &points));
        let by_use = coverage.by_use.as_ref().unwrap();
        prop_assert_eq!(&by_use.urban, &coverage.land);
        prop_assert_eq!(&by_use.rural, &vec![Land::default(); 3]);
        for circle in &coverage.services[0].circles {
            let by_use = circle.by_use.as_ref().unwrap();
            prop_assert_eq!(&by_use.urban, &circle.covered_area_m2);
            prop_assert_eq!(&by_use.rural, &vec![0.0; 3]);
        }
    }

    /// Each use has at most all land, both together at least the land of known use, and circles cover at most
    /// what there is.
    #[test]
    fn uses_lie_within_all_land(
        squares in prop::collection::vec(square(any_use().prop_filter("known", Option::is_some)), 1..14),
        points in points(),
    ) {
        let coverage = Coverage::of(&study(&squares, &points));
        let land = coverage.by_use.as_ref().unwrap();
        for township in 0..3 {
            let all = coverage.land[township].area_m2;
            let (urban, rural) = (land.urban[township].area_m2, land.rural[township].area_m2);
            // Pieces are weighed by their own factors, and shared land by a mean of them: 1e-4 of it at most.
            let slack = ROUNDING_M2 + 2e-4 * (urban + rural + coverage.land[township].overlap_area_m2);
            prop_assert!(urban.max(rural) <= all + slack && all <= urban + rural + slack);
            for circle in &coverage.services[0].circles {
                let covered = circle.by_use.as_ref().unwrap();
                prop_assert!(covered.urban[township] <= urban + slack);
                prop_assert!(covered.rural[township] <= rural + slack);
                let both = covered.urban[township] + covered.rural[township];
                prop_assert!(circle.covered_area_m2[township] <= both + slack);
            }
        }
    }

    /// A service with other facilities, asked of the same coverage, is that of a study which has them.
    #[test]
    fn a_service_may_have_other_facilities(squares in squares(), now in points(), then in points()) {
        let (today, later) = (study(&squares, &now), study(&squares, &then));
        let asked = Coverage::of(&today).of_facilities(&today, &later.services[0]);
        let own = &Coverage::of(&later).services[0];
        prop_assert_eq!(&asked.nearest, &own.nearest);
        for (asked, own) in asked.circles.iter().zip(&own.circles) {
            prop_assert_eq!(&asked.covered_plane_m2, &own.covered_plane_m2);
            prop_assert_eq!(&asked.covered_area_m2, &own.covered_area_m2);
            prop_assert_eq!(&asked.by_use, &own.by_use);
        }
    }
}
