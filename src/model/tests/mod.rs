//! The study as it is made of files.

mod borders;
mod conservation;
mod context;
mod contradictions;
mod datum;
mod facilities;
mod land_use;
mod places;
mod townships;

use std::path::PathBuf;

use super::Study;
use crate::error::Error;
use crate::messages::Language;
use crate::note::Note;
use crate::project::{
    AreaRule, Circle, CircleRule, ConfigurationRule, CrsChoice, LayerSpec, OverlapRule, PrintSpec, Project,
    ServiceSpec, ShapefileEncoding,
};
use crate::units::Metres;

/// A town of one township, 0.02° wide, with the layers that a test gives it: longitudes and latitudes are those of
/// Xinchang plus thousandths of a degree.
struct Town {
    folder: tempfile::TempDir,
    project: Project,
}

impl Town {
    /// With a parcel of 0.001° and a facility in it.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let service = ServiceSpec {
            id: "childcare".into(),
            name: "托育服务".into(),
            facilities: LayerSpec::default(),
            circles: vec![Circle { minutes: 5, radius: Metres::new(300.0).expect("a radius") }],
            categories: Vec::new(),
            plans: Vec::new(),
            reported: None,
            standards: Vec::new(),
            configuration: ConfigurationRule::of_circle(5),
        };
        let project = Project {
            name: "town".into(),
            year: Some(2024),
            maker: None,
            language: Language::ZhCn,
            crs: CrsChoice::Given("EPSG:4549".into()),
            area: AreaRule::Plane,
            circles: CircleRule::Ground,
            overlaps: OverlapRule::Once,
            townships: None,
            residential: LayerSpec::default(),
            life_units: None,
            services: vec![service],
            deliverables: Vec::new(),
            shapefile_encoding: ShapefileEncoding::Utf8,
            context: Vec::new(),
            print: PrintSpec::default(),
            output: folder.path().join("out"),
        };
        Self { folder, project }
            .townships(&[feature("{\"名称\":\"羽林街道\"}", &square(0, 0, 20))])
            .residential(&[feature("{\"名称\":\"甲小区\"}", &square(5, 5, 1))])
            .facilities(&[feature("{\"名称\":\"甲园\",\"托位数\":20}", &point(5, 5))])
    }

    /// Writes a file beside the others.
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("a file can be written");
        path
    }

    fn layer(&self, name: &str, features: &[String]) -> LayerSpec {
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(",\n"));
        LayerSpec { path: self.file(name, &text), ..LayerSpec::default() }
    }

    fn townships(mut self, features: &[String]) -> Self {
        self.project.townships = Some(self.layer("townships.geojson", features));
        self
    }

    fn residential(mut self, features: &[String]) -> Self {
        self.project.residential = self.layer("residential.geojson", features);
        self
    }

    fn life_units(mut self, features: &[String]) -> Self {
        self.project.life_units = Some(self.layer("life_units.geojson", features));
        self
    }

    fn facilities(mut self, features: &[String]) -> Self {
        let layer = self.layer("facilities.geojson", features);
        self.project.services[0].facilities = layer;
        self
    }

    /// A second service, with a layer of its own.
    fn clinics(mut self, features: &[String]) -> Self {
        let facilities = self.layer("clinics.geojson", features);
        let first = self.project.services[0].clone();
        self.project.services.push(ServiceSpec {
            id: "clinics".into(),
            name: "诊所".into(),
            facilities,
            ..first
        });
        self
    }

    fn read(&self) -> Result<Study, Error> {
        Study::read(&self.project)
    }

    fn study(&self) -> Study {
        self.read().expect("the town can be read")
    }
}

/// A feature of these properties (JSON) and this geometry (JSON).
fn feature(properties: &str, geometry: &str) -> String {
    format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}")
}

fn place(x: i32, y: i32) -> String {
    format!("[{:.3},{:.3}]", 120.9 + f64::from(x) / 1000.0, 29.5 + f64::from(y) / 1000.0)
}

fn point(x: i32, y: i32) -> String {
    format!("{{\"type\":\"Point\",\"coordinates\":{}}}", place(x, y))
}

/// A square by its lower left corner and its width.
fn square(x: i32, y: i32, width: i32) -> String {
    let (x1, y1) = (x + width, y + width);
    let ring = [place(x, y), place(x1, y), place(x1, y1), place(x, y1), place(x, y)].join(",");
    format!("{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}")
}

/// The notes of these codes, in their order.
fn told(study: &Study, codes: &[&str]) -> Vec<Note> {
    study.notes.to_vec().into_iter().filter(|note| codes.contains(&note.code)).collect()
}

/// The notes of these codes as a reader sees them: feature, message and action.
fn in_words(study: &Study, codes: &[&str], language: Language) -> String {
    let line = |note: &Note| {
        let feature = note.feature.as_ref();
        let feature = feature.map(|f| format!("{} {}: ", f.index, f.name.as_deref().unwrap_or("-")));
        let action = note.action(language).map(|a| format!("\n  {a}")).unwrap_or_default();
        format!("{}{}{action}", feature.unwrap_or_default(), note.message(language))
    };
    told(study, codes).iter().map(line).collect::<Vec<_>>().join("\n")
}
