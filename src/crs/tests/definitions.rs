//! What a CRS is, and which coordinates can be of it.

use super::*;

/// A `.prj` file of ArcGIS states no code: its parameters are recognised, with and without zone numbers.
#[test]
fn definitions_without_a_code_are_recognised() {
    assert_eq!(Crs::parse(ESRI_4549).expect("WKT"), Crs::parse("EPSG:4549").expect("code"));
    assert_eq!(Crs::parse(ESRI_4490).expect("WKT"), Crs::parse("urn:ogc:def:crs:EPSG::4490").expect("code"));
    let prefixed = ESRI_4549.replace("500000.0", "40500000.0");
    assert_eq!(Crs::parse(&prefixed).expect("WKT").definition(), "EPSG:4528");
    assert_eq!(Crs::parse("+proj=longlat +datum=WGS84 +no_defs").expect("PROJ string"), Crs::wgs84());
    assert_eq!(Crs::parse("OGC:CRS84").expect("code"), Crs::parse("EPSG:4326").expect("code"));
}

/// The code of a definition is believed only where the parameters are those of the code.
#[test]
fn a_wrong_code_in_a_definition_does_not_count() {
    let wkt = |meridian: &str| {
        let stated = ESRI_4549.replace("120.0", meridian).replace("CGCS2000_3_Degree_GK_CM_120E", "Xinchang");
        format!(r#"{},AUTHORITY["EPSG","4549"]]"#, stated.trim_end_matches(']').to_owned() + "]")
    };
    assert_eq!(Crs::parse(&wkt("120.0")).expect("WKT").definition(), "EPSG:4549");
    let local = Crs::parse(&wkt("120.5")).expect("WKT");
    assert!(local.definition().starts_with("PROJCS"), "{}", local.definition());
    assert_eq!(local.name(), "Xinchang");
    let plane = given(&wkt("120.5"), xinchang()).expect("a local plane");
    assert_eq!(plane.central_meridian(), Some(120.5));
}

/// A system that is said from outside against what a file states: the same in other words is no contradiction, a refused or
/// unreadable one always is.
#[test]
fn a_system_that_is_overridden_is_told() {
    let bounds = Rect::new(Coord { x: 587_000.0, y: 3_265_000.0 }, Coord { x: 588_000.0, y: 3_266_000.0 });
    let told = |used: &str, stated: Option<&str>, bounds| {
        let note = Crs::parse(used).expect("a CRS").note_overridden(stated, bounds);
        note.map(|note| note.message(crate::messages::Language::En)).unwrap_or_default()
    };
    for same in [None, Some("EPSG:4549"), Some(ESRI_4549), Some("urn:ogc:def:crs:EPSG::4549")] {
        assert_eq!(told("EPSG:4549", same, bounds), "", "{same:?}");
    }
    let degrees = Rect::new(Coord { x: 120.8, y: 29.4 }, Coord { x: 121.0, y: 29.6 });
    assert_eq!(told("EPSG:4490", Some("OGC:CRS84"), degrees), "", "taken as equal");
    let beijing = r#"PROJCS["Beijing_1954_3_Degree_GK_CM_120E",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
    let all =
        [beijing, "EPSG:4548", "EPSG:4528", "somewhere"].map(|stated| told("4549", Some(stated), bounds));
    insta::assert_snapshot!(all.join("\n"), @"
    the file states the coordinate system Beijing_1954_3_Degree_GK_CM_120E, but EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E) is used, since `crs` or `--from-crs` says so
    the file states the coordinate system EPSG:4548 (CGCS2000 / 3-degree Gauss-Kruger CM 117E), but EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E) is used, since `crs` or `--from-crs` says so
    the file states the coordinate system EPSG:4528 (CGCS2000 / 3-degree Gauss-Kruger zone 40), but EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E) is used, since `crs` or `--from-crs` says so
    the file states the coordinate system somewhere, but EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E) is used, since `crs` or `--from-crs` says so
    ");
}

#[test]
fn what_a_crs_is_called() {
    let crs = Crs::parse("epsg:4549").expect("code");
    assert_eq!((crs.definition(), crs.name()), ("EPSG:4549", "CGCS2000 / 3-degree Gauss-Kruger CM 120E"));
    assert!(!crs.is_geographic());
    let text = "+proj=tmerc +lat_0=0 +lon_0=120.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m";
    let crs = Crs::parse(text).expect("PROJ string");
    assert_eq!((crs.definition(), crs.name()), (text, text));
}

#[test]
fn what_cannot_be_computed_with_is_refused_with_a_reason() {
    let old = ["EPSG:2436", "EPSG:4214", "EPSG:4555", "EPSG:4610", "EPSG:2382"];
    let web = ["EPSG:3857", "EPSG:900913", "EPSG:3785", "ESRI:102100"];
    let not_horizontal =
        ["EPSG:5773", "EPSG:4479", "EPSG:7415", "urn:ogc:def:crs,crs:EPSG::4326,crs:EPSG::5773"];
    for text in old {
        assert_eq!(code(text), "crs-old-datum", "{text}");
    }
    for text in web {
        assert_eq!(code(text), "crs-web-mercator", "{text}");
    }
    for text in not_horizontal {
        assert_eq!(code(text), "crs-not-horizontal", "{text}");
    }
    assert_eq!(code(r#"LOCAL_CS["site",UNIT["metre",1]]"#), "crs-not-horizontal");
    assert_eq!(code("+proj=merc +a=6378137 +b=6378137 +units=m"), "crs-web-mercator");
    assert_eq!(code("+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass +units=m"), "crs-unknown-datum");
    assert_eq!(
        code("+proj=tmerc +lon_0=120 +x_0=500000 +a=6378140 +rf=298.257 +units=m"),
        "crs-unknown-datum"
    );
    assert_eq!(code("EPSG:4807"), "crs-not-degrees");
    assert_eq!(code("EPSG:2053"), "crs-axes");
    assert_eq!(code("EPSG:99999"), "crs-unknown");
    assert_eq!(code("PROJCS[\"a\""), "crs-malformed");
    assert_eq!(code(&ESRI_4549[..200]), "crs-malformed");
    assert_eq!(code("Beijing 1954"), "crs-unreadable");
    insta::assert_snapshot!(said(&Crs::parse("EPSG:2436").expect_err("refused")), @r#"
    cannot use coordinates in `EPSG:2436`
      cause: its datum is `Beijing 1954`, and a transformation to CGCS2000 holds only with parameters that are not public; without them places are up to some hundred metres off
      hint: have the data transformed to CGCS2000 by the surveying authority, and give that file
    "#);
    insta::assert_snapshot!(said(&Crs::parse("EPSG:7415").expect_err("refused")), @r#"
    cannot use `EPSG:7415` as a coordinate reference system
      cause: expected longitude and latitude or a plane, found a compound system (plane and heights)
      hint: name the horizontal system alone, like `EPSG:4490` or `EPSG:4549`
    "#);
    insta::assert_snapshot!(said(&Crs::parse("cgcs").expect_err("refused")), @r#"
    cannot read the coordinate reference system `cgcs`
      cause: expected `EPSG:` and a number, WKT or a PROJ string
      hint: write it like `EPSG:4490` (CGCS2000, degrees) or `EPSG:4549` (CGCS2000, 3° zone, central meridian 120°E)
    "#);
}

/// A layer's bounds against its CRS: what each looks like.
#[test]
fn magnitudes_give_a_wrong_system_away() {
    let found = |crs: &str, low: (f64, f64), high: (f64, f64)| {
        let crs = Crs::parse(crs).expect("a CRS");
        let bounds = Rect::new(coord! { x: low.0, y: low.1 }, coord! { x: high.0, y: high.1 });
        crs.check_bounds("facilities.geojson", bounds).err().map_or("fits", |e| e.code)
    };
    let degrees = ((120.7, 29.2), (121.2, 29.6));
    let plain = ((570_000.0, 3_240_000.0), (610_000.0, 3_280_000.0));
    let prefixed = ((40_570_000.0, 3_240_000.0), (40_610_000.0, 3_280_000.0));
    let swapped = ((3_240_000.0, 570_000.0), (3_280_000.0, 610_000.0));
    let swapped_prefixed = ((3_240_000.0, 40_570_000.0), (3_280_000.0, 40_610_000.0));
    let swapped_degrees = ((29.2, 120.7), (29.6, 121.2));
    let web = ((13_430_000.0, 3_400_000.0), (13_490_000.0, 3_450_000.0));
    for (crs, (low, high), expected) in [
        ("EPSG:4490", degrees, "fits"),
        ("EPSG:4490", plain, "coordinates-of-plain-zone-in-degrees"),
        ("EPSG:4326", prefixed, "coordinates-of-zone-in-degrees"),
        ("EPSG:4490", swapped, "coordinates-northing-first"),
        ("EPSG:4490", swapped_degrees, "coordinates-latitude-first"),
        ("EPSG:4490", ((43.7, 87.4), (43.9, 87.7)), "coordinates-latitude-first"),
        ("EPSG:4326", ((43.7, 87.4), (43.9, 87.7)), "fits"),
        ("EPSG:4490", web, "coordinates-of-web-mercator"),
        ("EPSG:4490", ((120.7, 29.2), (587_000.0, 3_265_000.0)), "coordinates-some-not-degrees"),
        ("EPSG:4549", degrees, "coordinates-in-degrees"),
        ("EPSG:4549", swapped_degrees, "coordinates-in-degrees"),
        ("EPSG:4549", plain, "fits"),
        ("EPSG:4549", prefixed, "coordinates-with-zone-number"),
        ("EPSG:4549", swapped, "coordinates-northing-first"),
        ("EPSG:4549", web, "coordinates-of-web-mercator"),
        ("EPSG:4528", prefixed, "fits"),
        ("EPSG:4491", ((13_430_000.0, 4_400_000.0), (13_490_000.0, 4_450_000.0)), "fits"),
        ("EPSG:4528", plain, "coordinates-without-zone-number"),
        ("EPSG:4528", swapped_prefixed, "coordinates-northing-first"),
        ("EPSG:4527", prefixed, "coordinates-of-other-zone"),
        ("EPSG:2056", ((2_650_000.0, 1_200_000.0), (2_660_000.0, 1_250_000.0)), "fits"),
        ("EPSG:32632", ((530_000.0, 5_210_000.0), (545_000.0, 5_240_000.0)), "fits"),
    ] {
        assert_eq!(found(crs, low, high), expected, "{crs} {low:?}");
    }
    let crs = Crs::parse("EPSG:4549").expect("a CRS");
    let (low, high) = prefixed;
    let bounds = Rect::new(coord! { x: low.0, y: low.1 }, coord! { x: high.0, y: high.1 });
    insta::assert_snapshot!(said(&crs.check_bounds("a.geojson", bounds).expect_err("prefixed")), @r#"
    cannot use layer `a.geojson` in `EPSG:4549`
      cause: expected eastings without a zone number, found x 40570000.0…40610000.0, y 3240000.0…3280000.0
      hint: change the layer's system to `crs = "EPSG:4528"`
    "#);
    let (low, high) = plain;
    let bounds = Rect::new(coord! { x: low.0, y: low.1 }, coord! { x: high.0, y: high.1 });
    insta::assert_snapshot!(said(&Crs::wgs84().check_bounds("a.geojson", bounds).expect_err("metres")), @r#"
    cannot use layer `a.geojson` in `EPSG:4326`
      cause: expected longitude and latitude in degrees, found x 570000.0…610000.0, y 3240000.0…3280000.0, which look like metres of a 3° zone
      hint: write its system as `crs` in the project file, in the table of this layer (`--crs` is the plane of the study, not this): for CGCS2000 `EPSG:` and 4534 + (central meridian − 75) / 3, so 120°E is `EPSG:4549`
    "#);
    let nan = Rect::new(coord! { x: f64::NAN, y: 0.0 }, coord! { x: 1.0, y: 1.0 });
    assert_eq!(crs.check_bounds("a", nan).expect_err("not finite").code, "coordinates-not-finite");
}

#[test]
fn bounds_come_to_longitudes_and_latitudes() {
    let crs = Crs::parse("EPSG:4549").expect("a CRS");
    let bounds = Rect::new(coord! { x: 570_000.0, y: 3_240_000.0 }, coord! { x: 610_000.0, y: 3_280_000.0 });
    let lon_lat = crs.lon_lat_bounds(bounds).expect("in reach");
    let out = zone_120().unprojector().expect("an unprojector");
    let corner = out.lon_lat(bounds.max()).expect("in reach");
    // The eastern edge leans: its easternmost place is its northern corner; the northern edge sinks eastwards.
    assert_eq!(lon_lat.max().x, corner.x);
    assert!(lon_lat.max().y > corner.y);
    assert_eq!(Crs::wgs84().lon_lat_bounds(xinchang()).expect("as it is"), xinchang());
    let nowhere = Rect::new(coord! { x: 1e11, y: 1e11 }, coord! { x: 2e11, y: 2e11 });
    assert_eq!(crs.lon_lat_bounds(nowhere).expect_err("nowhere").code, "crs-outside");
}

/// QGIS, conda and GDAL point `PROJ_DATA` at tables of their own version. They, and a `proj.db` in the working folder,
/// do not reach this PROJ: the look-up of a code and a transformation run again in a process that has such.
#[test]
fn tables_of_another_proj_do_no_harm() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("proj.db"), "tables of another version").expect("a file");
    std::fs::write(folder.path().join("proj.ini"), "[general]\nnetwork = on\n").expect("a file");
    for variable in ["PROJ_DATA", "PROJ_LIB"] {
        let run = std::process::Command::new(std::env::current_exe().expect("this program"))
            .args([
                "--exact",
                "crs::tests::planes::the_check_vector_of_xinchang",
                "crs::tests::planes::other_datums_are_transformed",
            ])
            .current_dir(folder.path())
            .env(variable, folder.path())
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(
            said.contains("2 passed"),
            "PROJ was built without the flags of `.cargo/config.toml`: {said}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    /// No text makes PROJ, or us, panic.
    #[test]
    fn any_text_is_answered(text in r#"(EPSG:|\+proj=|GEOGCS\[|PROJCS\["|\{"type":)?[ -~]{0,24}"#) {
        let _ = Crs::parse(&text);
    }
}
