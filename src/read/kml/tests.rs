use geo::{Geometry, wkt};
use proptest::prelude::*;

use super::super::read_layer;
use super::*;
use crate::messages::Language;
use crate::progress::Silent;

fn read_bytes(bytes: &[u8]) -> (Result<Layer, Error>, Vec<Note>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("survey.kml");
    std::fs::write(&path, bytes).unwrap();
    let mut notes = Notes::default();
    let layer = read_layer(&Source::of(&path, "facilities"), &mut notes, &Silent);
    (layer, notes.to_vec())
}

fn read(inner: &str) -> (Layer, Vec<Note>) {
    let text = format!(r#"<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inner}</Document></kml>"#);
    let (layer, notes) = read_bytes(text.as_bytes());
    (layer.unwrap(), notes)
}

fn geometry(inner: &str) -> Option<Geometry<f64>> {
    read(&format!("<Placemark>{inner}</Placemark>")).0.features.remove(0).geometry
}

fn codes(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.code).collect()
}

#[test]
fn placemarks_of_all_folders_are_features_with_attributes() {
    let (layer, notes) = read(
        "<Style><IconStyle/></Style><Folder><name>一</name><Placemark id=\"a\"><name>甲园 &amp; 乙园</name><description><![CDATA[<b>x</b>]]></description>\
         <ExtendedData><Data name=\"托位数\"><displayName>d</displayName><value>24</value></Data><SchemaData schemaUrl=\"#s\"><SimpleData name=\"类型\">公办</SimpleData>\
         </SchemaData></ExtendedData><LookAt><longitude>1</longitude></LookAt><Point><coordinates>120.9,29.5,0</coordinates></Point></Placemark></Folder>\
         <Placemark><name>丙园</name><name>丁园</name></Placemark><NetworkLink><Link><href>http://x</href></Link></NetworkLink>",
    );
    assert_eq!((layer.format, layer.crs), (Format::Kml, None));
    assert_eq!(layer.fields, ["name", "description", "托位数", "类型"]);
    let text = |position| layer.features[0].value(position).map(Value::as_text);
    assert_eq!([0, 1, 2, 3].map(text), ["甲园 & 乙园", "<b>x</b>", "24", "公办"].map(|t| Some(t.to_owned())));
    assert_eq!(layer.features[0].geometry, Some(wkt!(POINT(120.9 29.5)).into()));
    assert_eq!(layer.features[1].attributes, [(0, Value::Text("丙园".into()))]);
    assert_eq!(codes(&notes), ["network-links", "geometry-null", "heights-dropped"]);
    insta::assert_snapshot!(notes[0].action(Language::En).unwrap(), @"not followed; save what they show into a file of its own");
}

#[test]
fn every_geometry_is_read() {
    let ring = |numbers: &str| format!("<LinearRing><coordinates>{numbers}</coordinates></LinearRing>");
    let (outer, inner) = (ring("0,0 4,0 4,4 0,4 0,0"), ring("1,1 2,1 2,2 1,1"));
    // The inner ring may stand first.
    let polygon = format!(
        "<Polygon><tessellate>1</tessellate><innerBoundaryIs>{inner}</innerBoundaryIs><outerBoundaryIs>{outer}</outerBoundaryIs></Polygon>"
    );
    let square = wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0),(1.0 1.0,2.0 1.0,2.0 2.0,1.0 1.0)));
    assert_eq!(geometry(&polygon), Some(square.clone().into()));
    assert_eq!(
        geometry(&format!("<MultiGeometry>{polygon}{polygon}</MultiGeometry>")),
        Some(geo::MultiPolygon(vec![square.clone(), square]).into())
    );
    assert_eq!(
        geometry("<LineString><coordinates>0,0 1,1</coordinates></LineString>"),
        Some(wkt!(LINESTRING(0.0 0.0,1.0 1.0)).into())
    );
    let point = "<Point><coordinates>1,2</coordinates></Point>";
    assert_eq!(
        geometry(&format!("<MultiGeometry>{point}{point}</MultiGeometry>")),
        Some(wkt!(MULTIPOINT(1.0 2.0,1.0 2.0)).into())
    );
    assert!(matches!(
        geometry(&format!("<MultiGeometry>{point}{polygon}</MultiGeometry>")),
        Some(Geometry::GeometryCollection(_))
    ));
}

#[test]
fn what_cannot_be_used_is_told() {
    let deep = "<MultiGeometry>".repeat(50_000) + &"</MultiGeometry>".repeat(50_000);
    for (inner, code) in [
        ("<Point><coordinates>x,y</coordinates></Point>", "geometry-damaged"),
        ("<Point><coordinates>1,2 3,4</coordinates></Point>", "geometry-damaged"),
        ("<Point><coordinates/></Point>", "geometry-empty"),
        ("<Model/>", "geometry-damaged"),
        (deep.as_str(), "geometry-damaged"),
    ] {
        let (layer, notes) = read(&format!("<Placemark>{inner}</Placemark>"));
        assert_eq!((layer.features[0].geometry.is_none(), codes(&notes)), (true, vec![code]));
    }
    for text in ["<kml><Document><Placemark>", "<kml><Placemark></name></Placemark></kml>", "<kml"] {
        assert_eq!(read_bytes(text.as_bytes()).0.unwrap_err().code, "file-damaged", "{text}");
    }
    assert_eq!(read_bytes(b"<html></html>").0.unwrap_err().code, "layer-is-binary");
    // Entities are not unfolded.
    let bomb = "<!DOCTYPE k [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><kml><Placemark><name>&b;</name></Placemark></kml>";
    assert!(read_bytes(bomb.as_bytes()).0.unwrap().features[0].attributes.is_empty());
}

#[test]
fn the_declared_encoding_is_honoured() {
    let text = "<?xml version=\"1.0\" encoding='GBK'?><kml><Placemark><name>一</name></Placemark></kml>";
    let layer = read_bytes(&encoding_rs::GBK.encode(text).0).0.unwrap();
    assert_eq!(
        (layer.features[0].attributes.clone(), layer.encoding),
        (vec![(0, Value::Text("一".into()))], TextEncoding::Gb18030)
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        tags in prop::collection::vec(
            prop::sample::select(vec!["<kml>", "<Placemark>", "</Placemark>", "<Point>", "</Point>", "<Polygon>", "</Polygon>", "<MultiGeometry>",
                "</MultiGeometry>", "<coordinates>", "1,2", "</coordinates>", "<ExtendedData>", "<Data name='a'>", "</Data>", "<value>", "&x;", "<"]),
            0..20,
        )
    ) {
        let _ = read_bytes(format!("<kml>{}", tags.concat()).as_bytes());
    }
}
