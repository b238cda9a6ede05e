//! The room as a whole: what its tests share.

mod definitions;
mod measures;
mod planes;

use geo::{Coord, Rect, coord};
use proptest::prelude::*;

use super::*;
use crate::error::Error;
use crate::messages::Language;
use crate::note::Notes;
use crate::project::{CrsChoice, Datum};

/// Xinchang county, roughly.
fn xinchang() -> Rect<f64> {
    Rect::new(coord! { x: 120.69, y: 29.22 }, coord! { x: 121.23, y: 29.65 })
}

fn around(x: f64, y: f64) -> Rect<f64> {
    Rect::new(coord! { x: x - 0.2, y: y - 0.2 }, coord! { x: x + 0.2, y: y + 0.2 })
}

fn given(text: &str, lon_lat: Rect<f64>) -> Result<Plane, Error> {
    Plane::choose(&CrsChoice::Given(text.to_owned()), lon_lat, &mut Notes::default())
}

fn zone_120() -> Plane {
    static PLANE: std::sync::OnceLock<Plane> = std::sync::OnceLock::new();
    PLANE.get_or_init(|| given("EPSG:4549", xinchang()).expect("EPSG:4549 serves Xinchang")).clone()
}

/// The notes of a choice, in English, a line each.
fn told(notes: &Notes) -> String {
    let lines = notes.to_vec().into_iter().map(|n| {
        let action = n.action(Language::En).expect("an action");
        format!("{:?} {}: {} | {action}", n.severity, n.code, n.message(Language::En))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// An error as the terminal shows it.
fn said(error: &Error) -> String {
    let part = |name: &str, text: Option<String>| text.map_or(String::new(), |t| format!("\n  {name}: {t}"));
    format!(
        "{}{}{}",
        error.message(Language::En),
        part("cause", error.cause(Language::En)),
        part("hint", error.hint(Language::En))
    )
}

fn code(text: &str) -> &'static str {
    Crs::parse(text).expect_err(text).code
}

const ESRI_4549: &str = r#"PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
const ESRI_4490: &str = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
