//! A small report, written by hand, with a study and coverage for the layers, that the tests of this room share.

use std::path::PathBuf;

use geo::{Coord, MultiPolygon, polygon};

use crate::coverage::{CircleCoverage, Coverage, Nearest, ServiceCoverage};
use crate::geometry::DiskUnion;
use crate::messages::Language;
use crate::model::{Facility, Facts, LandUseCodes, Parcel, Piece, Service, Status, Study, Township};
use crate::note::{Notes, Severity};
use crate::project::{
    AreaRule, Circle, CircleRule, ConfigurationLand, ConfigurationRule, CrsChoice, Deliverable, LayerSpec,
    OverlapRule, Project, Reading, ServiceSpec,
};
use crate::report::*;
use crate::units::Metres;

/// A project that writes everything to `output`.
pub(super) fn project(output: PathBuf) -> Project {
    Project {
        name: "新昌".to_owned(),
        year: Some(2025),
        maker: None,
        language: Language::ZhCn,
        crs: CrsChoice::Auto,
        area: AreaRule::Ellipsoid,
        circles: CircleRule::Ground,
        overlaps: OverlapRule::Once,
        townships: None,
        residential: LayerSpec::default(),
        life_units: None,
        services: vec![ServiceSpec {
            id: "childcare".to_owned(),
            name: "托育服务".to_owned(),
            facilities: LayerSpec::default(),
            circles: Vec::new(),
            categories: Vec::new(),
            plans: Vec::new(),
            reported: None,
            standards: Vec::new(),
            configuration: ConfigurationRule {
                headline: None,
                minutes: 5,
                share: 0.5,
                categories: Vec::new(),
                land: None,
            },
        }],
        deliverables: vec![Deliverable::Json, Deliverable::Csv, Deliverable::Geojson],
        output,
    }
}

/// A county of three townships, the third without residential land; its first category has a hostile name.
pub(super) fn report(language: &'static str) -> Report {
    Report {
        schema: "lifecircle/report/1",
        program: Program { name: "lifecircle", version: "0.1.0" },
        project: ProjectInfo { name: "新昌".to_owned(), year: Some(2025), maker: None, language },
        method: Method {
            crs: "EPSG:4549".to_owned(),
            crs_name: "CGCS2000 / 3-degree Gauss-Kruger CM 120E".to_owned(),
            central_meridian: Some(120.0),
            area: AreaRule::Ellipsoid,
            circles: CircleRule::Ground,
            overlaps: OverlapRule::Once,
            configuration: Reading::CommunityAny,
            configuration_land: ConfigurationLand::All,
            land_use_scheme: None,
            land_use_known_by: "—".to_owned(),
            distance: "straight",
        },
        inputs: Vec::new(),
        notes: vec![note(Severity::Warning), note(Severity::Info), note(Severity::Info)],
        unworded_notes: Vec::new(),
        services: vec![service()],
        conservation: Vec::new(),
    }
}

fn note(severity: Severity) -> NoteEntry {
    NoteEntry {
        severity,
        code: "parcels-overlap",
        layer: Some("residential".to_owned()),
        feature: None,
        message: "…".to_owned(),
        action: None,
    }
}

fn service() -> ServiceReport {
    let text = |t: &str| Some(t.to_owned());
    ServiceReport {
        id: "childcare".to_owned(),
        name: "托育服务".to_owned(),
        circles: vec![
            CircleInfo { minutes: 5, radius_m: 300.0 },
            CircleInfo { minutes: 15, radius_m: 1000.0 },
        ],
        categories: vec!["=专业托育机构".to_owned(), "托班".to_owned()],
        townships: vec![
            row("330624001", "羽林街道", 1_000_000.0, [500_000.0, 900_000.0], (10.0, 7.0), (2, 3, 40.5)),
            row("330624107", "小将镇", 234_567.8, [23_456.78, 75_432.1], (3.0, 0.0), (0, 1, 20.0)),
            row("330624201", "=cmd|'/c calc'!A0", 0.0, [0.0, 0.0], (0.0, 0.0), (0, 0, 0.0)),
        ],
        county: Row {
            code: None,
            name: None,
            ..row("", "", 1_234_567.8, [523_456.78, 975_432.1], (13.0, 7.0), (2, 4, 60.5))
        },
        outside: Outside { parcels: 2, residential_area_m2: 12_345.6 },
        plan: Some(plan()),
        further_plans: Vec::new(),
        standards: Vec::new(),
        indicators: Vec::new(),
        rules: Vec::new(),
        checklist: Vec::new(),
        stages: Vec::new(),
        facilities: vec![
            FacilityRow {
                feature: 1,
                id: text("F-1"),
                name: text("=cmd|'/c calc'!A0"),
                category: text("托班"),
                places: Some(20.0),
                status: FacilityStatus::Existing,
                opening_year: None,
                attributes: Vec::new(),
                township_code: text("330624001"),
                township: text("羽林街道"),
                longitude: 120.9,
                latitude: 29.5,
                easting_m: 587_271.519,
                northing_m: 3_265_026.815,
            },
            FacilityRow {
                feature: 2,
                id: None,
                name: text("\"小太阳\", 👶\u{202e}"),
                category: None,
                places: None,
                status: FacilityStatus::Existing,
                opening_year: None,
                attributes: Vec::new(),
                township_code: None,
                township: None,
                longitude: -0.123_456_78,
                latitude: 29.5,
                easting_m: 1.0,
                northing_m: 2.0,
            },
        ],
        uncovered: vec![
            piece(1, "锦绣嘉园", [5000.0, 0.0]),
            piece(2, "wholly covered but for rounding", [0.004, 1e-9]),
            piece(3, " ", [1234.567, 200.0]),
        ],
    }
}

fn piece(feature: usize, name: &str, uncovered: [f64; 2]) -> UncoveredRow {
    UncoveredRow {
        feature,
        id: None,
        name: Some(name.to_owned()),
        township_code: Some("330624001".to_owned()),
        township: Some("羽林街道".to_owned()),
        area_m2: 12_345.678,
        uncovered: vec![
            UncoveredEntry { minutes: 5, area_m2: uncovered[0] },
            UncoveredEntry { minutes: 15, area_m2: uncovered[1] },
        ],
        nearest_facility: Some("小太阳".to_owned()),
        nearest_distance_m: Some(412.49),
    }
}

/// Residential m², covered m² by circle, quarters (all, configured), facilities (two categories) and places.
fn row(
    code: &str,
    name: &str,
    residential: f64,
    covered: [f64; 2],
    quarters: (f64, f64),
    (first, second, places): (usize, usize, f64),
) -> Row {
    let rate = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    let entry = |minutes, covered: f64| CoverageEntry {
        minutes,
        area_m2: covered,
        rate: rate(covered, residential),
        population: Some(covered / 100.0),
        population_rate: rate(covered, residential),
        households: None,
        households_rate: None,
    };
    let category =
        |category: &str, count, places| CategoryCount { category: category.to_owned(), count, places };
    Row {
        code: Some(code.to_owned()),
        name: Some(name.to_owned()),
        residential_area_m2: residential,
        overlap_area_m2: 0.0,
        parcels: quarters.0 as usize,
        population: Some(residential / 100.0),
        households: None,
        coverage: vec![entry(5, covered[0]), entry(15, covered[1])],
        urban: None,
        rural: None,
        configuration: Configuration {
            rule: Reading::CommunityAny,
            units: quarters.0,
            configured: quarters.1,
            rate: rate(quarters.1, quarters.0),
            other_readings: vec![ReadingEntry {
                rule: Reading::Area,
                weight: "m2",
                units: residential,
                configured: covered[0],
                rate: rate(covered[0], residential),
            }],
        },
        places_shortfall: match code {
            "330624001" | "" => Some(39.5),
            "330624107" => Some(0.0),
            _ => None,
        },
        facilities: FacilityCounts {
            count: first + second,
            places,
            by_category: vec![category("=专业托育机构", first, 0.0), category("托班", second, places)],
        },
    }
}

fn amount(count: f64, places: f64) -> Amount {
    Amount { count: Some(count), places: Some(places) }
}

/// Nothing is netted: 39.5 short in one township, 10 too many in the other.
fn plan() -> PlanReport {
    PlanReport {
        year: Some(2025),
        rows: vec![
            PlanRow {
                code: Some("330624001".to_owned()),
                township: "羽林街道".to_owned(),
                category: "托班".to_owned(),
                planned: amount(4.0, 80.0),
                existing: amount(3.0, 40.5),
                gap: amount(1.0, 39.5),
                completion: amount(0.75, 0.50625),
            },
            PlanRow {
                code: None,
                township: "小将镇".to_owned(),
                category: "托班".to_owned(),
                planned: Amount { count: None, places: Some(10.0) },
                existing: amount(1.0, 20.0),
                gap: Amount { count: None, places: Some(-10.0) },
                completion: Amount { count: None, places: Some(2.0) },
            },
        ],
        county: vec![county_row(Some("托班")), county_row(None)],
    }
}

fn county_row(category: Option<&str>) -> PlanCountyRow {
    PlanCountyRow {
        category: category.map(str::to_owned),
        planned: amount(4.0, 90.0),
        existing: amount(4.0, 60.5),
        net: amount(0.0, 29.5),
        shortfall: amount(1.0, 39.5),
        completion: amount(1.0, 0.6722),
    }
}

/// Any plane: the tests of this room put their own projection in its place.
/// Two parcels of 100 m × 100 m in one township: the first with a hole of 20 m × 20 m and wholly covered, the second
/// wound the wrong way round and covered by half at 5 minutes.
pub(super) fn study() -> Study {
    let with_hole = polygon!(
        exterior: [(x: 0., y: 0.), (x: 100., y: 0.), (x: 100., y: 100.), (x: 0., y: 100.)],
        interiors: [[(x: 40., y: 40.), (x: 60., y: 40.), (x: 60., y: 60.), (x: 40., y: 60.)]],
    );
    let clockwise = polygon![(x: -200., y: 0.), (x: -200., y: 100.), (x: -100., y: 100.), (x: -100., y: 0.)];
    let parcel = |feature: usize, name: &str, plane_area_m2| Parcel {
        feature,
        id: None,
        name: Some(name.to_owned()),
        population: None,
        households: None,
        land_use: None,
        facts: Facts::default(),
        centre: Coord { x: 0.0, y: 0.0 },
        township: Some(0),
        plane_area_m2,
        area_factor: 0.5,
        pieces: feature - 1..feature,
    };
    let piece = |parcel, township, polygon: &geo::Polygon<f64>, plane_area_m2| Piece {
        parcel,
        township,
        shape: MultiPolygon(vec![polygon.clone()]),
        plane_area_m2,
    };
    Study {
        plane: crate::crs::test_plane(),
        area: AreaRule::Ellipsoid,
        circles: CircleRule::Ground,
        overlaps: OverlapRule::Once,
        townships: vec![Township {
            feature: 1,
            code: Some("330624001".to_owned()),
            name: "羽林街道".to_owned(),
            shape: MultiPolygon(Vec::new()),
            population: None,
            households: None,
            facts: Facts::default(),
        }],
        parcels: vec![parcel(1, "\"锦绣\"\n嘉园", 9600.0), parcel(2, "b", 10_000.0)],
        pieces: vec![piece(0, Some(0), &with_hole, 9600.0), piece(1, None, &clockwise, 10_000.0)],
        land_use_codes: LandUseCodes::default(),
        life_units: None,
        services: vec![Service {
            id: "childcare".to_owned(),
            name: "托育服务".to_owned(),
            circles: vec![Circle { minutes: 5, radius: Metres::new(300.0).unwrap() }],
            categories: Vec::new(),
            facilities: vec![Facility {
                feature: 7,
                id: None,
                name: None,
                category: None,
                places: None,
                sites: Vec::new(),
                township: None,
                status: Status::Existing,
                opening_year: None,
                facts: Facts::default(),
            }],
            planned: Vec::new(),
            closed: Vec::new(),
            plans: Vec::new(),
            reported: Vec::new(),
            configuration: ConfigurationRule {
                headline: None,
                minutes: 5,
                share: 0.5,
                categories: Vec::new(),
                land: None,
            },
        }],
        sources: Vec::new(),
        notes: Notes::default(),
    }
}

/// All of the first parcel (but for rounding, at 5 minutes), and half or all of the second.
pub(super) fn coverage() -> Coverage {
    let circle = |covered: [f64; 2]| CircleCoverage {
        covered_plane_m2: covered.to_vec(),
        covered_area_m2: Vec::new(),
        by_use: None,
        disks: DiskUnion::new(&[]),
    };
    let nearest = vec![Some(Nearest { facility: 0, distance_m: 0.0 }), None];
    let circles = vec![circle([9600.0 - 1e-6, 5000.0]), circle([9600.0, 10_000.0])];
    Coverage::by_hand(&study(), vec![ServiceCoverage { circles, nearest }], Vec::new())
}
