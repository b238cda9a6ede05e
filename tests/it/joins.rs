//! Joining by code and name, and layers that do not belong together.

use std::path::PathBuf;

use lifecircle::error::Error;
use lifecircle::messages::Language;
use lifecircle::model::Study;
use lifecircle::project::{Flags, Project};

/// Two townships side by side, a quarter and a facility in the first.
struct World {
    here: tempfile::TempDir,
    facility_says: &'static str,
    has_townships: bool,
    life_units_at: Option<f64>,
}

impl World {
    fn new() -> Self {
        let here = tempfile::tempdir().expect("a folder for the test");
        Self { here, facility_says: "", has_townships: true, life_units_at: None }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.here.path().join(name);
        std::fs::write(&path, text).expect("the test can write");
        path
    }

    fn read(&self) -> Result<Study, Error> {
        let square = |x: f64, y: f64, size: f64| {
            let (e, n) = (x + size, y + size);
            format!(
                r#"{{"type":"Polygon","coordinates":[[[{x},{y}],[{e},{y}],[{e},{n}],[{x},{n}],[{x},{y}]]]}}"#
            )
        };
        let feature = |properties: &str, geometry: &str| {
            format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
        };
        let townships = format!(
            r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
            feature(r#""code":"330624001","name":"羽林街道""#, &square(120.9, 29.5, 0.01)),
            feature(r#""code":"330624002","name":"南明街道""#, &square(120.91, 29.5, 0.01)),
        );
        let point = r#"{"type":"Point","coordinates":[120.905,29.505]}"#;
        let flags = Flags {
            facilities: Some(self.write("facilities.geojson", &feature(self.facility_says, point))),
            residential: Some(self.write("residential.geojson", &square(120.904, 29.504, 0.001))),
            townships: self.has_townships.then(|| self.write("townships.geojson", &townships)),
            life_units: self.life_units_at.map(|x| self.write("units.geojson", &square(x, 29.5, 0.01))),
            ..Flags::default()
        };
        Study::read(&Project::resolve(flags)?)
    }

    fn codes(&self) -> Vec<&'static str> {
        self.read().expect("the study can be read").notes.to_vec().iter().map(|n| n.code).collect()
    }
}

/// The twelve digits of the statistics bureau, the nine of the layer: one township.
#[test]
fn a_facility_joins_by_a_code_of_twelve_digits() {
    let world = World { facility_says: r#""township_code":"330624002000""#, ..World::new() };
    let study = world.read().expect("the study can be read");
    assert_eq!(study.services[0].facilities[0].township, Some(1));
    assert!(world.codes().contains(&"township-contradicts-place"));
}

/// Found by a reader of the code: a township that the layer does not have was passed over in silence.
#[test]
fn a_facility_that_names_an_unknown_township_is_told() {
    let world = World { facility_says: r#""township":"不存在镇""#, ..World::new() };
    assert!(world.codes().contains(&"township-unknown"));
    assert_eq!(world.read().expect("the study can be read").services[0].facilities[0].township, Some(0));
}

/// Found by a reader of the code: without townships every facility was said to lie in none.
#[test]
fn without_townships_no_facility_lies_outside_them() {
    let world = World { has_townships: false, ..World::new() };
    let codes = world.codes();
    assert!(codes.contains(&"no-townships") && !codes.contains(&"facility-outside"), "{codes:?}");
}

/// Found by a reader of the code: life units of another place gave a rate of nothing.
#[test]
fn life_units_of_another_place_stop_the_run() {
    assert!(World { life_units_at: Some(120.9), ..World::new() }.read().is_ok());
    let error = World { life_units_at: Some(125.9), ..World::new() }.read().expect_err("they are far away");
    assert_eq!(error.code, "layers-apart");
    assert!(error.message(Language::En).contains("units.geojson"));
}
