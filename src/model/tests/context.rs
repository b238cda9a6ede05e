//! Context layers: drawn, counted in nothing.

use geo::{Area, Coord};
use insta::assert_snapshot;

use super::*;
use crate::project::{ContextKind, ContextSpec, Filter};

/// A line through the thousandths of a degree that are given.
fn line(places: &[(i32, i32)]) -> String {
    let places: Vec<String> = places.iter().map(|(x, y)| place(*x, *y)).collect();
    format!("{{\"type\":\"LineString\",\"coordinates\":[{}]}}", places.join(","))
}

fn collection_of(parts: &[String]) -> String {
    format!("{{\"type\":\"GeometryCollection\",\"geometries\":[{}]}}", parts.join(","))
}

impl Town {
    /// One more context layer.
    fn context(mut self, kind: ContextKind, features: &[String]) -> Self {
        let name = format!("context{}.geojson", self.project.context.len());
        let layer = self.layer(&name, features);
        self.project.context.push(ContextSpec { kind, layer });
        self
    }
}

/// 0.01° of latitude is 1108.4 m on the ground at 29.5°N (GRS 80: 110,841 m a degree), and the plane's scale there is
/// 1.00009.
#[test]
fn areas_and_lines_come_into_the_plane() {
    let study = Town::new()
        .context(
            ContextKind::Water,
            &[feature("{}", &square(0, 0, 2)), feature("{}", &line(&[(5, 0), (5, 10)]))],
        )
        .context(
            ContextKind::Road,
            &[feature("{}", &collection_of(&[line(&[(0, 0), (9, 9)]), square(7, 7, 1)]))],
        )
        .study();
    let [water, road] = study.context.as_slice() else { panic!("two layers") };
    assert_eq!((water.kind, road.kind), (ContextKind::Water, ContextKind::Road));
    assert_eq!((water.areas.0.len(), water.lines.0.len()), (1, 1));
    assert_eq!((road.areas.0.len(), road.lines.0.len()), (1, 1));
    let ends: Vec<Coord<f64>> = water.lines.0[0].coords().copied().collect();
    let length = (ends[1].y - ends[0].y).hypot(ends[1].x - ends[0].x);
    assert!((length - 1108.5).abs() < 0.5, "{length}");
    // In EPSG:4549, as `docs/method.md` has (120.90°E, 29.50°N).
    let corner = Coord { x: 587_271.519, y: 3_265_026.815 };
    let nearest = water.areas.0[0].exterior().coords().map(|c| (c.x - corner.x).hypot(c.y - corner.y));
    assert!(nearest.fold(f64::MAX, f64::min) < 0.001);
    assert!(water.areas.unsigned_area() > 4e4);
}

/// Whatever lies around, the plane, the land and the sums are the same, and nothing counts as left out.
#[test]
fn context_changes_nothing_but_itself() {
    let plain = Town::new();
    let alone = plain.study();
    let far = "{\"type\":\"LineString\",\"coordinates\":[[10.0,50.0],[11.0,50.0]]}";
    let shown = Town::new()
        .context(
            ContextKind::Green,
            &[feature("{}", &square(4, 4, 3)), feature("{}", &point(5, 5)), feature("{}", "null")],
        )
        .context(ContextKind::Other, &[feature("{}", far)])
        .study();
    assert_eq!(shown.plane.definition(), alone.plane.definition());
    assert_eq!(
        format!("{:?}", (&shown.parcels, &shown.pieces)),
        format!("{:?}", (&alone.parcels, &alone.pieces))
    );
    assert_eq!(
        format!("{:?}", (&shown.townships, &shown.services)),
        format!("{:?}", (&alone.townships, &alone.services))
    );
    assert_eq!(shown.notes.left_out("context"), 0);
    let roles: Vec<_> =
        shown.sources.iter().map(|source| (source.role, source.features, source.used)).collect();
    assert_eq!(
        roles,
        [
            ("townships", 1, 1),
            ("residential", 1, 1),
            ("facilities", 1, 1),
            ("context", 3, 1),
            ("context", 1, 1)
        ]
    );
    assert!(shown.sources.iter().all(|source| source.crs.is_some() && source.sha256.len() == 64));
}

/// The plane is chosen by the residential land alone, also where context lies at the other end of the country.
#[test]
fn context_does_not_choose_the_plane() {
    let mut town = Town::new().context(
        ContextKind::Road,
        &[feature("{}", "{\"type\":\"LineString\",\"coordinates\":[[80.0,40.0],[121.0,29.5]]}")],
    );
    town.project.crs = CrsChoice::Auto;
    let mut alone = Town::new();
    alone.project.crs = CrsChoice::Auto;
    assert_eq!(town.study().plane.definition(), alone.study().plane.definition());
}

#[test]
fn faults_are_told_and_the_rest_is_drawn() {
    let bow_tie = format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[{},{},{},{},{}]]}}",
        place(0, 0),
        place(2, 2),
        place(2, 0),
        place(0, 2),
        place(0, 0)
    );
    let flat = format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[{},{},{},{},{}]]}}",
        place(5, 5),
        place(6, 5),
        place(6, 6),
        place(6, 5),
        place(5, 5)
    );
    let features = [
        feature("{}", &bow_tie),
        feature("{}", &flat),
        feature("{}", &point(1, 1)),
        feature("{}", &collection_of(&[point(1, 1), line(&[(0, 0), (1, 1)])])),
        feature("{}", &line(&[(3, 3), (4, 4)])),
    ];
    let study = Town::new().context(ContextKind::Water, &features).study();
    let [water] = study.context.as_slice() else { panic!("one layer") };
    // Both lobes, each half of a square of 0.001°, 97.0 m by 110.8 m.
    let area = water.areas.unsigned_area();
    assert!((area - 2.0 * 97.0 * 110.8).abs() < 100.0, "{area}");
    assert_eq!(water.lines.0.len(), 2);
    assert_eq!(study.sources.last().map(|source| source.used), Some(3));
    let codes = ["polygon-repaired", "no-area", "context-points", "context-elsewhere"];
    assert_snapshot!(in_words(&study, &codes, Language::En), @"
    1 -: a bow-tie, the corners in the wrong order, near 120.90100, 29.50100; 0.01 m² before the repair, 21500.11 m² after it (plane)
      rings that cross themselves were read by the even-odd rule, holes taken off, overlapping parts united; correct the polygon
    2 -: the polygon has no area
      left out; it is in no figure
    features that are points, or have points among their parts: 2
      the points are not drawn; a context layer shows areas and lines
    ");
    assert_snapshot!(in_words(&study, &["context-points"], Language::ZhCn), @"
    2 个要素是点，或含有点
      点不画出；参考图层只画面和线
    ");
}

#[test]
fn a_layer_of_another_place_is_told_and_names_its_file() {
    let far = feature("{}", "{\"type\":\"LineString\",\"coordinates\":[[122.0,29.5],[122.1,29.5]]}");
    let near = feature("{}", "{\"type\":\"LineString\",\"coordinates\":[[121.2,29.5],[121.3,29.5]]}");
    let study = Town::new().context(ContextKind::Road, &[far]).context(ContextKind::Water, &[near]).study();
    let notes = told(&study, &["context-elsewhere"]);
    let [note] = notes.as_slice() else { panic!("one note: {notes:?}") };
    let said = [note.message(Language::En), note.action(Language::En).expect("an action")].join("\n");
    assert_snapshot!(said.replace(&study.sources[3].path.display().to_string(), "context0.geojson"), @"
    `context0.geojson`: the layer lies more than 50 km from the residential land
    it will hardly be seen on any map; check that it is the right file, and name its coordinate system with `crs` in the project file
    ");
    assert_eq!(study.context.len(), 2);
}

/// CRS, datum and filters are those of any layer.
#[test]
fn context_layers_have_their_own_system_and_filters() {
    let road = |class: &str| feature(&format!("{{\"class\":\"{class}\"}}"), &line(&[(0, 0), (1, 1)]));
    let mut town = Town::new().context(ContextKind::Road, &[road("primary"), road("track")]);
    let layer = &mut town.project.context[0].layer;
    layer.filters = vec![Filter { field: "class".into(), values: vec!["primary".into()] }];
    layer.datum = Some(crate::project::Datum::Gcj02);
    let study = town.study();
    assert_eq!(study.context[0].lines.0.len(), 1);
    let start = study.context[0].lines.0[0].0[0];
    let shift = (start.x - 587_271.519).hypot(start.y - 3_265_026.815);
    assert!((400.0..600.0).contains(&shift), "GCJ-02 lies some 490 m off at Xinchang: {shift}");
    let in_plane = "{\"type\":\"LineString\",\"coordinates\":[[587271.519,3265026.815],[587300,3265100]]}";
    let mut town = Town::new().context(ContextKind::Road, &[feature("{}", in_plane)]);
    town.project.context[0].layer.crs = Some("EPSG:4549".into());
    assert_eq!(town.study().context[0].lines.0[0].0[0], Coord { x: 587_271.519, y: 3_265_026.815 });
}

#[test]
fn a_layer_without_shapes_is_refused_as_any_other() {
    let town = Town::new().context(ContextKind::Water, &[feature("{}", "null")]);
    assert_eq!(town.read().expect_err("nothing in it").code, "no-geometry");
    let town = Town::new().context(ContextKind::Water, &[]);
    let error = town.read().expect_err("nothing in it");
    assert_eq!(error.code, "layer-empty");
    insta::assert_snapshot!(error.cause(Language::ZhCn).expect("a cause"), @"图层是空的，没有任何要素");
}
