//! Planes, and the way into them.

use super::*;

/// domain.md 8: (120.90°E, 29.50°N) is E 587271.519, N 3265026.815 in EPSG:4549; the same in CGCS2000 and WGS 84.
#[test]
fn the_check_vector_of_xinchang() {
    let plane = zone_120();
    let at = coord! { x: 120.90, y: 29.50 };
    let expected = coord! { x: 587_271.519, y: 3_265_026.815 };
    for from in ["EPSG:4490", "EPSG:4326", "EPSG:4480", ESRI_4490] {
        let projector = plane.projector(&Crs::parse(from).expect(from), None).expect("a projector");
        let off = projector.project(at).expect("in reach") - expected;
        assert!(off.x.abs().max(off.y.abs()) < 1e-3, "{from}: {off:?}");
    }
    let out = plane.unprojector().expect("an unprojector");
    let off = out.lon_lat(expected).expect("in reach") - at;
    assert!(off.x.abs().max(off.y.abs()) < 1e-8, "{off:?}");
    let scale = out.scale(expected).expect("in reach");
    assert!((scale - 1.000_093_9).abs() < 5e-8, "{scale}");
}

/// Layers in the plane itself are not touched; the twin with zone numbers differs by the number alone.
#[test]
fn zone_twins_and_the_plane_itself() {
    let plane = zone_120();
    let at = coord! { x: 587_271.519_123_4, y: 3_265_026.815_432_1 };
    let same = plane.projector(&Crs::parse(ESRI_4549).expect("WKT"), None).expect("a projector");
    assert_eq!(same.project(at), Some(at));
    let twin = plane.projector(&Crs::parse("EPSG:4528").expect("code"), None).expect("a projector");
    let off = twin.project(coord! { x: at.x + 4e7, y: at.y }).expect("in reach") - at;
    assert!(off.x.abs().max(off.y.abs()) < 2e-8, "{off:?}");
}

#[test]
fn what_is_no_place_is_not_projected() {
    let projector = zone_120().projector(&Crs::wgs84(), None).expect("a projector");
    for (x, y) in [(f64::NAN, 29.0), (120.0, f64::INFINITY), (120.0, 90.1), (181.0, 29.0)] {
        assert_eq!(projector.project(coord! { x: x, y: y }), None, "{x} {y}");
    }
    let out = zone_120().unprojector().expect("an unprojector");
    assert_eq!(out.lon_lat(coord! { x: f64::NAN, y: 0.0 }), None);
    assert_eq!(out.scale(coord! { x: 1e12, y: 0.0 }), None);
}

/// A datum other than WGS 84: Liechtenstein's EPSG:21781 and the point of the Swiss geoportal's documentation
/// (Bern, 600000/200000 = 7°26′19.08″E, 46°57′03.9″N on WGS 84, to some 0.1″).
#[test]
fn other_datums_are_transformed() {
    let bern = coord! { x: 7.438_632_5, y: 46.951_082_8 };
    let plane = given("EPSG:21781", around(bern.x, bern.y)).expect("a plane");
    let at = plane.projector(&Crs::wgs84(), None).expect("a projector").project(bern).expect("in reach");
    assert!((at.x - 600_000.0).abs() < 1.5 && (at.y - 200_000.0).abs() < 1.5, "{at:?}");
    let out = plane.unprojector().expect("an unprojector");
    // Heights are dropped on the way, which costs a millimetre or two.
    let off = out.lon_lat(at).expect("in reach") - bern;
    assert!(off.x.abs().max(off.y.abs()) < 2e-8, "{off:?}");
    // And a layer of that datum into a plane on WGS 84, by way of its bounds.
    let crs = Crs::parse("EPSG:21781").expect("code");
    let bounds = Rect::new(coord! { x: 590_000.0, y: 190_000.0 }, coord! { x: 610_000.0, y: 210_000.0 });
    let lon_lat = crs.lon_lat_bounds(bounds).expect("in reach");
    assert!((lon_lat.center().x - bern.x).abs() < 1e-3 && (lon_lat.center().y - bern.y).abs() < 1e-3);
    let local = Plane::choose(&CrsChoice::Auto, lon_lat, &mut Notes::default()).expect("a plane");
    let projector = local.projector(&crs, None).expect("a projector");
    let direct = local.projector(&Crs::wgs84(), None).expect("a projector");
    let off = projector.project(at).expect("in reach") - direct.project(bern).expect("in reach");
    assert!(off.x.hypot(off.y) < 3e-3, "{off:?}");
}

/// ETRS89 has its null transformation in the EPSG registry; an own datum on GRS 80 is taken as equal.
#[test]
fn modern_datums_are_equal() {
    let datum = ESRI_4490.replace("D_China_2000", "D_Xinchang_2005").replace("GCS_China", "GCS_X");
    for from in ["EPSG:4258", datum.as_str()] {
        let crs = Crs::parse(from).expect(from);
        let at = coord! { x: 9.5, y: 47.1 };
        let plane =
            Plane::choose(&CrsChoice::Auto, around(at.x, at.y), &mut Notes::default()).expect("a plane");
        let one = plane.projector(&crs, None).expect("a projector").project(at).expect("in reach");
        let other = plane.projector(&Crs::wgs84(), None).expect("a projector").project(at).expect("in reach");
        assert!((one - other).x.abs().max((one - other).y.abs()) < 1e-6, "{from}");
    }
}

#[test]
fn shifted_points_are_shifted_back_first() {
    let plane = zone_120();
    let at = coord! { x: 120.90, y: 29.50 };
    let expected = plane.projector(&Crs::wgs84(), None).expect("a projector").project(at).expect("in reach");
    for datum in [Datum::Gcj02, Datum::Bd09] {
        let shifted = plane.projector(&Crs::wgs84(), Some(datum)).expect("a projector");
        let off = shifted.project(from_wgs84(datum, at)).expect("in reach") - expected;
        assert!(off.x.hypot(off.y) < 1e-4, "{off:?}");
    }
    let refused = |crs: &str, datum| {
        let crs = Crs::parse(crs).expect("a CRS");
        plane.projector(&crs, Some(datum)).err().map(|e| e.code)
    };
    assert_eq!(refused("EPSG:4549", Datum::Gcj02), Some("datum-of-plane"));
    assert_eq!(refused("EPSG:4149", Datum::Wgs84), Some("datum-against-crs"));
    assert_eq!(refused("EPSG:4549", Datum::Cgcs2000), None);
}

#[test]
fn the_plane_is_chosen_by_the_data() {
    let choose = |lon_lat| {
        let mut notes = Notes::default();
        let plane = Plane::choose(&CrsChoice::Auto, lon_lat, &mut notes);
        (plane, told(&notes))
    };
    let (plane, notes) = choose(xinchang());
    assert_eq!(plane.expect("a zone").definition(), "EPSG:4549");
    insta::assert_snapshot!(notes, @r#"Info plane-zone: plane chosen: `EPSG:4549` (CGCS2000 / 3-degree Gauss-Kruger CM 120E) | figures are computed in the CGCS2000 3° zone of the data; its lengths differ from those on the ground by at most 177 mm in 1 km; name another plane with `crs` or `--crs`"#);
    let (plane, notes) = choose(around(9.55, 47.15));
    assert_eq!(plane.expect("a plane").central_meridian(), Some(9.5));
    insta::assert_snapshot!(notes, @r#"Info plane-local: plane chosen: `+proj=tmerc +lat_0=0 +lon_0=9.5 +k=1 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m +no_defs` (transverse Mercator, central meridian 9.5°E) | figures are computed in a plane on the middle meridian of the data; its lengths differ from those on the ground by at most 5 mm in 1 km; name another plane with `crs` or `--crs`"#);
    let (plane, notes) = choose(Rect::new(coord! { x: 112.0, y: 28.0 }, coord! { x: 120.0, y: 30.0 }));
    assert_eq!(plane.expect("a plane").name(), "transverse Mercator, central meridian 116°E");
    insta::assert_snapshot!(notes, @r#"
    Info plane-local: plane chosen: `+proj=tmerc +lat_0=0 +lon_0=116 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs` (transverse Mercator, central meridian 116°E) | figures are computed in a plane on the middle meridian of the data; its lengths differ from those on the ground by at most 1913 mm in 1 km; name another plane with `crs` or `--crs`
    Warning plane-wide: the data are wider than one 3° zone: they reach 4.0° of longitude from the central meridian of `+proj=tmerc +lat_0=0 +lon_0=116 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs` | one plane on the middle meridian of the data was taken; the edge of a circle of 1,000 m on the ground lies at most 0.006 m off in it; with planar circles and areas, split the study by zones
    "#);
    let (plane, _) = choose(Rect::new(coord! { x: 100.0, y: 28.0 }, coord! { x: 120.0, y: 30.0 }));
    insta::assert_snapshot!(said(&plane.expect_err("too wide")), @r#"
    cannot lay one plane under the data
      cause: they reach 10.0° of longitude from their middle; at most 6° can be computed in one plane
      hint: split the study by region and run each part; a single place far off may also be an error in the data
    "#);
    assert_eq!(choose(around(73.7, 39.5)).0.expect("a zone").definition(), "EPSG:4534");
    assert_eq!(choose(around(-58.4, -34.6)).0.expect("a plane").central_meridian(), Some(-58.5));
    let nowhere = Rect::new(coord! { x: 120.0, y: 29.0 }, coord! { x: 587_000.0, y: 30.0 });
    assert_eq!(choose(nowhere).0.expect_err("no box").code, "plane-without-data");
}

#[test]
fn a_named_plane_must_fit() {
    let refused = |crs: &str, lon_lat| given(crs, lon_lat).expect_err(crs).code;
    assert_eq!(refused("EPSG:4490", xinchang()), "plane-geographic");
    assert_eq!(refused("EPSG:2230", around(-116.0, 33.0)), "plane-unit");
    assert_eq!(refused("EPSG:4541", xinchang()), "plane-far");
    assert_eq!(refused("EPSG:3857", xinchang()), "crs-web-mercator");
    assert_eq!(refused("EPSG:3395", xinchang()), "plane-distorted");
    assert_eq!(refused("EPSG:3035", xinchang()), "plane-distorted");
    let mut notes = Notes::default();
    let far = around(124.0, 29.5);
    Plane::choose(&CrsChoice::Given("EPSG:4549".to_owned()), far, &mut notes).expect("a plane");
    insta::assert_snapshot!(told(&notes), @r#"
    Info plane-given: plane as named: `EPSG:4549` (CGCS2000 / 3-degree Gauss-Kruger CM 120E) | its lengths differ from those on the ground by at most 2057 mm in 1 km where the data lie
    Warning plane-reach: the data reach 4.2° of longitude from the central meridian of `EPSG:4549` | the plane was taken as named; the edge of a circle of 1,000 m on the ground lies at most 0.006 m off in it; change `crs` to `auto` for the zone of the data
    "#);
    let albers = "+proj=aea +lat_0=0 +lon_0=120.9 +lat_1=29 +lat_2=30.5 +ellps=GRS80 +units=m";
    let mut notes = Notes::default();
    Plane::choose(&CrsChoice::Given(albers.to_owned()), xinchang(), &mut notes).expect("a plane");
    assert!(told(&notes).contains("plane-not-conformal"), "{}", told(&notes));
    assert_eq!(zone_120(), given(ESRI_4549, xinchang()).expect("a plane"));
}

/// Planes go between threads, PROJ's objects stay: every thread comes to the same bits.
#[test]
fn threads_agree() {
    fn is_shared<T: Send + Sync + Clone + PartialEq + std::fmt::Debug>(_: &T) {}
    let plane = zone_120();
    is_shared(&plane);
    is_shared(&Crs::wgs84());
    let at = coord! { x: 120.9, y: 29.5 };
    let here = plane.projector(&Crs::wgs84(), None).expect("a projector").project(at);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let plane = plane.clone();
            std::thread::spawn(move || {
                (0..50).map(|_| plane.projector(&Crs::wgs84(), None).ok()?.project(at)).collect::<Vec<_>>()
            })
        })
        .collect();
    for thread in threads {
        assert!(thread.join().expect("a thread").iter().all(|there| *there == here));
    }
}

/// Local expansions against PROJ itself: in a zone, at its border, on a local plane and far north.
#[test]
fn vertices_are_projected_as_proj_does() {
    let places = [
        ("EPSG:4549", 120.9, 29.5),
        ("EPSG:4549", 121.49, 53.2),
        ("EPSG:32632", 9.52, 47.1),
        ("EPSG:32633", 15.6, 78.2),
    ];
    for (plane, x, y) in places {
        let here = Rect::new(coord! { x: x - 0.05, y: y - 0.05 }, coord! { x: x + 0.05, y: y + 0.05 });
        let choice = CrsChoice::Given(plane.to_owned());
        let plane = Plane::choose(&choice, here, &mut Notes::default()).unwrap();
        let projector = plane.projector(&Crs::wgs84(), Some(Datum::Wgs84)).unwrap();
        let mut largest: f64 = 0.0;
        for k in 0..4000 {
            let (u, v) = (f64::from(k % 63) / 62.0 - 0.5, f64::from(k) / 4000.0 - 0.5);
            let at = coord! { x: x + 0.1 * u, y: y + 0.1 * v };
            let off = projector.project_vertex(at).unwrap() - projector.project(at).unwrap();
            largest = largest.max(off.x.hypot(off.y));
        }
        assert!(largest < 1e-6, "{largest} m at {x}, {y}");
    }
}

#[test]
fn what_is_no_longitude_and_latitude_is_not_projected() {
    let here = Rect::new(coord! { x: 120.0, y: 29.0 }, coord! { x: 121.0, y: 30.0 });
    let plane = Plane::choose(&CrsChoice::Auto, here, &mut Notes::default()).unwrap();
    let projector = plane.projector(&Crs::wgs84(), Some(Datum::Wgs84)).unwrap();
    for at in [coord! { x: f64::NAN, y: 1.0 }, coord! { x: 181.0, y: 1.0 }, coord! { x: 1.0, y: -91.0 }] {
        assert_eq!(projector.project_vertex(at), None);
    }
}

/// GeoPackage and Shapefile carry the plane with them: PROJ reads it back as the same system.
#[test]
fn a_plane_is_written_as_wkt() {
    for definition in ["EPSG:4549", "EPSG:4528", "+proj=tmerc +lon_0=120.75 +x_0=50000 +ellps=GRS80 +units=m"]
    {
        let plane = crate::crs::test_plane_of(definition);
        let of_lon_lat = plane.projector(&Crs::wgs84(), None).expect("a projector");
        let at = of_lon_lat.project(coord! { x: 120.9, y: 29.5 }).expect("in reach");
        for wkt in [Wkt::Gdal, Wkt::Esri, Wkt::Iso] {
            let text = plane.wkt(wkt).expect("it can be said");
            assert!(!text.contains('\n'), "{text}");
            let read = plane.projector(&Crs::parse(&text).expect("it is read"), None).expect("a projector");
            let off = read.project(at).expect("in reach") - at;
            assert!(off.x.abs().max(off.y.abs()) < 1e-6, "{definition}, {wkt:?}: {off:?}");
        }
    }
    let esri = zone_120().wkt(Wkt::Esri).expect("it can be said");
    assert!(
        esri.starts_with("PROJCS[\"CGCS2000_3_Degree_GK_CM_120E\",GEOGCS[\"GCS_China_Geodetic"),
        "{esri}"
    );
}
