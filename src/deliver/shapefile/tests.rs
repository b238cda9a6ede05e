//! Read back with the crates `shapefile` and `dbase`, which had no part in the writing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use ::shapefile::dbase::{FieldValue, Record};
use ::shapefile::{PolygonRing, Reader, Shape as Read};
use geo::{Coord, MultiPolygon, polygon};

use super::super::fixture;
use super::super::layers::{Feature, Field, Kind, Shape, Theme, Value};
use super::*;
use crate::messages::Language;
use ShapefileEncoding::{Gbk, Utf8};

/// Writes the layers of the fixture; the folder of the result.
fn written(study: &Study, encoding: ShapefileEncoding, here: &Path) -> std::path::PathBuf {
    let output = here.join("result");
    let mut folder = NewFolder::beside(&output).unwrap();
    write(&fixture::report("zh-CN"), study, &fixture::coverage(), encoding, &mut folder).unwrap();
    folder.put_in_place().unwrap();
    output
}

/// Writes one layer; the rows that tell of it.
fn write_one(
    layer: &Layer<'_>,
    encoding: ShapefileEncoding,
    limit: u64,
    output: &Path,
) -> Result<Vec<Row>, Error> {
    let mut folder = NewFolder::beside(output)?;
    let rows = Writer { layer, about: About::of("layer.parcels"), encoding, limit, year: None }
        .write(None, &mut folder)?;
    folder.put_in_place()?;
    Ok(rows)
}

fn read(path: &Path) -> Vec<(Read, Record)> {
    Reader::from_path(path).unwrap().read().unwrap()
}

fn text(record: &Record, field: &str) -> Option<String> {
    match record.get(field) {
        Some(FieldValue::Character(text)) => text.clone(),
        other => panic!("{field}: {other:?}"),
    }
}

fn number(record: &Record, field: &str) -> Option<f64> {
    match record.get(field) {
        Some(FieldValue::Numeric(number)) => *number,
        other => panic!("{field}: {other:?}"),
    }
}

/// A layer of points with these fields, a point for each list of values.
fn layer(fields: Vec<Field>, values: Vec<Vec<Value>>) -> Layer<'static> {
    let items = values.len();
    let feature = move |item: usize| {
        let at = Coord { x: item as f64, y: 0.0 };
        vec![Feature { shape: Shape::Place(at), values: values[item].clone() }]
    };
    Layer {
        name: "layer".to_owned(),
        title: String::new(),
        theme: Theme::Facilities,
        service: None,
        fields,
        items,
        is_quick: true,
        features: Box::new(feature),
    }
}

fn field(name: &str, kind: Kind) -> Field {
    Field { name: name.to_owned(), alias: format!("{name} (alias)"), kind }
}

#[test]
fn parcels_come_back_in_either_encoding() {
    for (encoding, code_page) in [(Utf8, "UTF-8"), (Gbk, "936")] {
        let here = tempfile::tempdir().unwrap();
        let output = written(&fixture::study(), encoding, here.path());
        let parcels = read(&output.join("parcels.shp"));
        let [(first, says), (second, also_says)] = parcels.as_slice() else { panic!("two parcels") };

        assert_eq!(text(says, "name").as_deref(), Some("\"锦绣\"\n嘉园"));
        assert_eq!(text(says, "township").as_deref(), Some("羽林街道"));
        assert_eq!(text(says, "towns_code").as_deref(), Some("330624001"));
        assert_eq!((number(says, "feature"), number(says, "co_5min_m2")), (Some(1.0), Some(4800.0)));
        assert_eq!((number(says, "rate_5min"), number(also_says, "rate_5min")), (Some(1.0), Some(0.5)));
        assert_eq!((text(also_says, "township"), number(also_says, "nea_dist_m")), (None, None));

        let Read::Polygon(first) = first else { panic!("{first}") };
        assert!(matches!(first.rings(), [PolygonRing::Outer(_), PolygonRing::Inner(_)]));
        let Read::Polygon(second) = second else { panic!("{second}") };
        assert!(matches!(second.rings(), [PolygonRing::Outer(ring)] if ring.len() == 5));
        let area: f64 = [first, second]
            .iter()
            .flat_map(|polygon| polygon.rings())
            .map(|ring| {
                ring.points().windows(2).map(|p| p[1].x * p[0].y - p[0].x * p[1].y).sum::<f64>() / 2.0
            })
            .sum();
        assert_eq!(area, 9600.0 + 10_000.0, "clockwise rings count, holes do not");

        let said =
            |extension: &str| std::fs::read_to_string(output.join(format!("parcels.{extension}"))).unwrap();
        assert_eq!(said("cpg"), code_page);
        assert!(said("prj").starts_with("PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\","), "{}", said("prj"));
    }
}

/// The township of the study lies nowhere, so that there is no layer of townships; a feature of a layer that lies nowhere
/// keeps its record.
#[test]
fn a_feature_without_a_place_is_a_null_shape() {
    let mut study = fixture::study();
    study.pieces[0].shape = MultiPolygon(Vec::new());
    let here = tempfile::tempdir().unwrap();
    let parcels = read(&written(&study, Gbk, here.path()).join("parcels.shp"));
    assert!(matches!(&parcels[..], [(Read::NullShape, _), (Read::Polygon(_), _)]));
    assert_eq!(number(&parcels[0].1, "feature"), Some(1.0));
}

#[test]
fn a_layer_without_features_is_a_layer() {
    let mut study = fixture::study();
    study.pieces.clear();
    let here = tempfile::tempdir().unwrap();
    let output = written(&study, Gbk, here.path());
    assert!(read(&output.join("parcels.shp")).is_empty());
    let bytes = std::fs::read(output.join("parcels.shp")).unwrap();
    assert_eq!((bytes.len(), &bytes[32..36]), (100, &[5, 0, 0, 0][..]), "still of polygons");
}

/// Points with the first of the index found by its offset, and the whole extent in the header.
#[test]
fn the_index_leads_to_each_shape() {
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    let values = (0..2500).map(|n| vec![Value::Whole(n)]).collect();
    write_one(&layer(vec![field("n", Kind::Whole)], values), Utf8, LARGEST, &output).unwrap();
    let mut reader = Reader::from_path(output.join("layer.shp")).unwrap();
    assert_eq!(reader.shape_count().unwrap(), 2500);
    assert_eq!((reader.header().bbox.min.x, reader.header().bbox.max.x), (0.0, 2499.0));
    reader.seek(2047).unwrap();
    let (shape, record) = reader.iter_shapes_and_records().next().unwrap().unwrap();
    assert!(matches!(shape, Read::Point(at) if at.x == 2047.0));
    assert_eq!(number(&record, "n"), Some(2047.0));
}

/// Formulas, markup, quotes and line ends stay as they are; what GBK lacks and what is too long is marked and counted.
#[test]
fn hostile_names_stay_text() {
    let names =
        ["=cmd|'/c calc'!A0", "<script>alert(1)</script>", "\"'\r\n\t\\", "👶 花园 \u{202e}abc", "\0\u{1a}x"];
    let mut values: Vec<Vec<Value>> =
        names.iter().map(|name| vec![Value::Text((*name).to_owned())]).collect();
    values.push(vec![Value::Text("圈".repeat(300))]);
    let layer = layer(vec![field("name", Kind::Text)], values);
    let last = |bytes_each: usize| "圈".repeat(254 / bytes_each);
    let expected = [
        (Utf8, [names[0], names[1], names[2], names[3], "x", &last(3)], 1.0),
        (Gbk, [names[0], names[1], names[2], "〓 花园 〓abc", "x", &last(2)], 2.0),
    ];
    for (encoding, expected, replaced) in expected {
        let here = tempfile::tempdir().unwrap();
        let output = here.path().join("result");
        let rows = write_one(&layer, encoding, LARGEST, &output).unwrap();
        let read = read(&output.join("layer.shp"));
        let read: Vec<String> = read.iter().map(|(_, record)| text(record, "name").unwrap()).collect();
        let trimmed = expected.map(str::trim);
        assert_eq!(read.iter().map(|name| name.trim()).collect::<Vec<_>>(), trimmed);
        let told: Vec<String> =
            rows[0].cells.iter().filter_map(|cell| Some(cell.shown()?.to_string())).collect();
        let width = if encoding == Utf8 { 252 } else { 254 };
        let counts = ["1".to_owned(), replaced.to_string()];
        let expected =
            ["layer.shp", "name", "name", "name (alias)", &format!("C({width})"), &counts[0], &counts[1]];
        assert_eq!(told, expected);
    }
}

/// dBase ends at 255 fields: the table tells which are not there.
#[test]
fn fields_beyond_what_dbase_holds_are_told() {
    let fields: Vec<Field> = (0..300).map(|n| field(&format!("households_{n}"), Kind::Whole)).collect();
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    let values = vec![(0..300).map(Value::Whole).collect()];
    let rows = write_one(&layer(fields, values), Utf8, LARGEST, &output).unwrap();
    let [(_, record)] = &read(&output.join("layer.shp"))[..] else { panic!("one feature") };
    assert_eq!(rows.len(), 300);
    let mut names = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let name = row.cells[1].shown().map(|name| name.to_string());
        assert_eq!(name.is_some(), at < 255, "{at}");
        if let Some(name) = name {
            assert_eq!(number(record, &name), Some(at as f64));
            assert!(names.insert(name));
        }
    }
}

/// The limit lowered, since a real one takes 2 GB: of 10 points the `.shp` has 380 bytes, the `.dbf` 206.
#[test]
fn what_is_too_large_is_refused_and_leaves_nothing() {
    let values: Vec<Vec<Value>> = (0..10).map(|n| vec![Value::Whole(n)]).collect();
    let points = layer(vec![field("n", Kind::Whole)], values.clone());
    let wide = layer((0..30).map(|n| field(&format!("n{n}"), Kind::Whole)).collect(), vec![vec![]; 10]);
    let here = tempfile::tempdir().unwrap();
    let output = here.path().join("result");
    write_one(&points, Utf8, 380, &output).unwrap();
    let shapes = write_one(&points, Utf8, 379, &here.path().join("other")).unwrap_err();
    let table = write_one(&wide, Utf8, 999, &here.path().join("other")).unwrap_err();
    assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    let told = |error: &Error, language| {
        let parts = [Some(error.message(language)), error.cause(language), error.hint(language)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&shapes, Language::En), @"
    cannot write the Shapefile `layer.shp`
    it would be larger than the 2 GB that a Shapefile holds
    leave the Shapefiles out and use the GeoPackage (`gpkg`), which holds all of it
    ");
    insta::assert_snapshot!(told(&table, Language::ZhCn), @"
    无法写入 Shapefile `layer.dbf`
    文件将超过 Shapefile 的上限（2 GB）
    不输出 Shapefile，改用无此限制的 GeoPackage（`gpkg`）
    ");
}

/// Twenty thousand pieces, in several runs: the same bytes from one thread and from several.
#[test]
fn the_number_of_threads_does_not_show() {
    let square = polygon![(x: 0., y: 0.), (x: 0., y: 100.), (x: 100., y: 100.), (x: 100., y: 0.)];
    let square = MultiPolygon(vec![square]);
    let with_threads = |n| {
        let feature_at = |item: usize| Feature {
            shape: Shape::Land(Cow::Borrowed(&square)),
            values: vec![Value::Text(format!("地块{item}"))],
        };
        let feature = |item: usize| (0..item % 3).map(|_| feature_at(item)).collect();
        let layer = Layer {
            theme: Theme::Parcels,
            items: 20_000,
            features: Box::new(feature),
            ..layer(vec![field("name", Kind::Text)], Vec::new())
        };
        let here = tempfile::tempdir().unwrap();
        let output = here.path().join("result");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| write_one(&layer, Gbk, LARGEST, &output)).unwrap();
        ["shp", "shx", "dbf"]
            .map(|extension| std::fs::read(output.join("layer").with_extension(extension)).unwrap())
    };
    let one = with_threads(1);
    assert_eq!(one[1].len(), 100 + 8 * 19_999);
    assert!(one == with_threads(2) && one == with_threads(8));
}

#[test]
fn the_table_of_fields_tells_every_field_of_every_file() {
    let here = tempfile::tempdir().unwrap();
    let output = written(&fixture::study(), Gbk, here.path());
    let table = std::fs::read_to_string(output.join("shapefile_fields.csv")).unwrap();
    let lines: Vec<&str> = table
        .trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| line.contains("Shapefile") || line.contains("parcels"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Shapefile 文件,字段名,完整字段名,含义,字段类型,超过 254 字节而截断的值（个）,含替换字符的值（个）
    parcels.shp,feature,feature,要素序号,N(9),—,—
    parcels.shp,id,id,编号,C(10),0,0
    parcels.shp,name,name,居住地块名称,C(11),0,0
    parcels.shp,towns_code,township_code,乡镇（街道）代码,C(10),0,0
    parcels.shp,township,township,乡镇（街道）,C(10),0,0
    parcels.shp,area_m2,area_m2,地块面积（平方米）,"N(13,2)",—,—
    parcels.shp,co_5min_m2,covered_5min_m2,5分钟覆盖居住用地面积（平方米）,"N(13,2)",—,—
    parcels.shp,rate_5min,rate_5min,5分钟覆盖率（0–1）,"N(17,6)",—,—
    parcels.shp,c_15min_m2,covered_15min_m2,15分钟覆盖居住用地面积（平方米）,"N(13,2)",—,—
    parcels.shp,rate_15min,rate_15min,15分钟覆盖率（0–1）,"N(17,6)",—,—
    parcels.shp,near_facil,nearest_facility,最近设施,C(10),0,0
    parcels.shp,nea_dist_m,nearest_distance_m,最近设施直线距离（米）,"N(12,1)",—,—
    "#);
}
