//! What holds for every text.

use proptest::prelude::*;

use super::super::attributes::Fields;
use super::super::{careful, fast};
use super::{collection, read};

/// A number as files write it: whole, decimal, with an exponent, with too many digits, far too large.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        (-180.0..180.0_f64).prop_map(|n| format!("{n:.7}")),
        any::<f64>().prop_filter("JSON has no other", |n| n.is_finite()).prop_map(|n| format!("{n:e}")),
        any::<f64>().prop_filter("JSON has no other", |n| n.is_finite()).prop_map(|n| n.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<u128>().prop_map(|n| n.to_string()),
        Just("0".to_owned()),
        Just("-0".to_owned()),
    ]
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        number(),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
        prop::sample::select(vec!["Feature", "Point", "Polygon", "FeatureCollection", "GeometryCollection"])
            .prop_map(|name| format!("\"{name}\"")),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        let name = prop::sample::select(vec![
            "type",
            "features",
            "geometry",
            "geometries",
            "coordinates",
            "properties",
            "id",
            "crs",
            "name",
            "名称",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec((name, inner), 0..6).prop_map(|all| {
                let all: Vec<_> = all.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
                format!("{{{}}}", all.join(","))
            }),
        ]
    })
}

fn list(of: impl Strategy<Value = String>, least: usize, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(of, least..=most).prop_map(|all| format!("[{}]", all.join(",")))
}

fn positions() -> impl Strategy<Value = String> {
    // Few distinct numbers, so that vertices repeat and rings close.
    let position = prop::collection::vec(
        prop_oneof![3 => prop::sample::select(vec!["0", "1", "2.5"]).prop_map(str::to_owned), 1 => number()],
        2..4,
    );
    list(position.prop_map(|all| format!("[{}]", all.join(","))), 0, 8)
}

fn geometry() -> impl Strategy<Value = String> {
    let with = |kind: &'static str, coordinates: BoxedStrategy<String>| {
        coordinates.prop_map(move |text| format!(r#"{{"type":"{kind}","coordinates":{text}}}"#)).boxed()
    };
    let simple = prop_oneof![
        with("Point", list(number(), 0, 3).boxed()),
        with("MultiPoint", positions().boxed()),
        with("LineString", positions().boxed()),
        with("MultiLineString", list(positions(), 0, 3).boxed()),
        with("Polygon", list(positions(), 0, 3).boxed()),
        with("MultiPolygon", list(list(positions(), 0, 3), 0, 3).boxed()),
        Just("null".to_owned()),
        any_json(),
    ];
    simple.prop_recursive(2, 6, 3, |inner| {
        list(inner, 0, 3).prop_map(|text| format!(r#"{{"geometries":{text},"type":"GeometryCollection"}}"#))
    })
}

fn feature() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["name", "名称", "households", "code", "a\\u0062"]);
    let properties = prop::collection::vec((name, any_json()), 0..5).prop_map(|all| {
        all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect::<Vec<_>>().join(", ")
    });
    (geometry(), properties, prop::option::of(any_json()), any::<bool>()).prop_map(
        |(geometry, properties, id, geometry_first)| {
            let id = id.map_or(String::new(), |id| format!("\"id\":{id},"));
            let geometry = format!("\"geometry\": {geometry}");
            let properties = format!("\"properties\": {{{properties}}}");
            let (first, second) =
                if geometry_first { (geometry, properties) } else { (properties, geometry) };
            format!("{{\"type\":\"Feature\",{id}{first},\n{second}}}")
        },
    )
}

/// What a feature was read as, without the notes.
fn shown(parsed: &super::super::feature::Parsed<'_>) -> String {
    format!("{:?} {:?} {:?} {} {:?}", parsed.id, parsed.shape, parsed.attributes, parsed.heights, parsed.crs)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the fast way accepts the careful way reads alike, and finds nothing to note.
    #[test]
    fn the_fast_way_is_the_careful_way(text in feature()) {
        let (mut fast_fields, mut careful_fields) = (Fields::default(), Fields::default());
        fast_fields.begin_feature();
        careful_fields.begin_feature();
        if let Some(fast) = fast::feature(&text, &mut fast_fields) {
            let careful = careful::feature(&text, &mut careful_fields).unwrap();
            prop_assert_eq!(shown(&fast), shown(&careful));
            prop_assert!(careful.notes.is_empty(), "{:?}", careful.notes);
            prop_assert_eq!(fast_fields.into_names(), careful_fields.into_names());
        }
    }

    /// The same of a geometry by itself.
    #[test]
    fn the_fast_way_is_the_careful_way_for_geometries(text in geometry()) {
        if let Some(fast) = fast::geometry(&text) {
            let careful = careful::geometry(&text).unwrap();
            prop_assert_eq!(shown(&fast), shown(&careful));
            prop_assert!(careful.notes.is_empty(), "{:?}", careful.notes);
        }
    }

    /// A feature of valid JSON is always kept, and has a geometry or a note that says why not.
    #[test]
    fn no_feature_is_lost(features in prop::collection::vec(feature(), 0..4)) {
        let (layer, notes) = read(collection(&features.join(",")).as_bytes()).unwrap();
        prop_assert_eq!(layer.features.len(), features.len());
        for feature in layer.features.iter().filter(|feature| feature.geometry.is_none()) {
            let of_it = |note: &crate::note::Note| note.feature.as_ref().is_some_and(|f| f.index == feature.index);
            prop_assert!(notes.iter().any(of_it));
        }
    }

    /// Rings of polygons are closed and have no repeated vertices, whatever the file had.
    #[test]
    fn rings_are_rings(text in list(positions(), 1, 3)) {
        let text = format!(r#"{{"type":"Polygon","coordinates":{text}}}"#);
        let (layer, _) = read(text.as_bytes()).unwrap();
        if let Some(geo::Geometry::Polygon(polygon)) = &layer.features[0].geometry {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                prop_assert!(ring.0.len() > 3 && ring.is_closed());
                prop_assert!(ring.0.windows(2).all(|pair| pair[0] != pair[1]));
            }
        }
    }

    #[test]
    fn any_json_is_read_or_refused(text in any_json()) {
        let _ = read(text.as_bytes());
        let _ = read(collection(&text).as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    /// A valid file cut anywhere and with any bytes changed.
    #[test]
    fn any_damage_is_read_or_refused(
        features in prop::collection::vec(feature(), 1..4),
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let mut bytes = collection(&features.join(",")).into_bytes();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes);
    }
}
