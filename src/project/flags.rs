//! What a run is told on the command line, and how its texts are read. No argument parser is known here.

use std::path::PathBuf;

use super::file::{LARGEST_RADIUS_M, MOST_MINUTES};
use super::types::{
    AreaRule, Circle, CircleRule, Datum, Deliverable, Filter, OverlapRule, ShapefileEncoding,
};
use crate::error::Error;
use crate::messages::Language;
use crate::settings::{list, nearest};
use crate::units::Metres;

/// What the command line says; all of it goes before the project file, and all of it may be left out.
///
/// [`Project::resolve`](super::Project::resolve) makes a project of it. Paths are taken from the current folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flags {
    /// The project file.
    pub project: Option<PathBuf>,
    /// `--facilities`: the facility layer of the first service.
    pub facilities: Option<PathBuf>,
    /// `--residential`: the layer of residential land.
    pub residential: Option<PathBuf>,
    /// `--townships`: the township layer.
    pub townships: Option<PathBuf>,
    /// `--life-units`: the layer of life circles or communities.
    pub life_units: Option<PathBuf>,
    /// `--plan`: the layout plan of the first service, in place of the file's first one.
    pub plan: Option<PathBuf>,
    /// `--where`: which facilities of the first service are kept; all must hold. Empty: as the project file says.
    pub filters: Vec<Filter>,
    /// `--crs`: the plane in which the figures are computed, not the system of any file.
    pub crs: Option<String>,
    /// `--point-datum`: the datum of the first service's facilities.
    pub point_datum: Option<Datum>,
    /// `--circle`: the circles of the first service. Empty: as the project file says.
    pub circles: Vec<Circle>,
    /// `--area`.
    pub area: Option<AreaRule>,
    /// `--circles`.
    pub circle_rule: Option<CircleRule>,
    /// `--overlaps`.
    pub overlaps: Option<OverlapRule>,
    /// `--lang`: the language of the deliverables.
    pub language: Option<Language>,
    /// `-o`, `--output`: the folder for the results.
    pub output: Option<PathBuf>,
    /// `--only`: what to write. Empty: as the project file says.
    pub only: Vec<Deliverable>,
    /// `--shapefile`: the Shapefiles as well, whatever else is written.
    pub shapefile: bool,
    /// `--shapefile-encoding`: how they write text; asks for them as well.
    pub shapefile_encoding: Option<ShapefileEncoding>,
    /// `--name`: the project's name.
    pub name: Option<String>,
    /// `--style`: the style file of printed maps.
    pub style: Option<PathBuf>,
    /// What the environment variable `SOURCE_DATE_EPOCH` says, where it is set: the date where the project has none. The
    /// library itself reads no environment.
    pub source_date_epoch: Option<String>,
}

/// Reads the text of `--circle`: minutes on foot, `=`, metres.
///
/// # Errors
/// The minutes are not a whole number from 1 to 1440, or the radius is not above 0 and at most 100,000 m.
///
/// # Examples
/// ```
/// use lifecircle::project::parse_circle;
/// let circle = parse_circle("5=300")?;
/// assert_eq!((circle.minutes, circle.radius.get()), (5, 300.0)); // 5 minutes, 300 m
/// assert!(parse_circle("300").is_err());
/// # Ok::<(), lifecircle::error::Error>(())
/// ```
pub fn parse_circle(text: &str) -> Result<Circle, Error> {
    let fail = |code| Error::usage(code).with("text", text);
    let (minutes, radius) = text.split_once('=').ok_or_else(|| fail("flag-circle"))?;
    let minutes = minutes.trim();
    let minutes: u32 = minutes
        .parse()
        .ok()
        .filter(|minutes| (1..=MOST_MINUTES).contains(minutes))
        .ok_or_else(|| fail("flag-circle-minutes").with("found", minutes).with("most", MOST_MINUTES))?;
    let radius = radius.trim();
    let radius = radius
        .parse()
        .ok()
        .filter(|radius: &f64| *radius > 0.0 && *radius <= LARGEST_RADIUS_M)
        .and_then(Metres::new)
        .ok_or_else(|| fail("flag-circle-radius").with("found", radius).with("most", LARGEST_RADIUS_M))?;
    Ok(Circle { minutes, radius })
}

/// Reads the text of `--where`: a field, `=`, and the values to keep, separated by commas.
///
/// Spaces around the field and the values do not count. The first `=` separates, so a value may hold others.
///
/// # Errors
/// There is no `=`, no field, or an empty value.
///
/// # Examples
/// ```
/// use lifecircle::project::parse_filter;
/// let filter = parse_filter("amenity=kindergarten,childcare")?;
/// assert_eq!(filter.field, "amenity");
/// assert_eq!(filter.values, ["kindergarten", "childcare"]);
/// # Ok::<(), lifecircle::error::Error>(())
/// ```
pub fn parse_filter(text: &str) -> Result<Filter, Error> {
    let fail = || Error::usage("flag-where").with("text", text);
    let (field, values) = text.split_once('=').ok_or_else(fail)?;
    let field = field.trim().to_owned();
    let values: Vec<String> = values.split(',').map(|value| value.trim().to_owned()).collect();
    if field.is_empty() || values.iter().any(String::is_empty) {
        return Err(fail());
    }
    Ok(Filter { field, values })
}

/// Reads the text of `--only`: deliverables, separated by commas. Each is given once, in a fixed order.
///
/// # Errors
/// A name is unknown.
///
/// # Examples
/// ```
/// use lifecircle::project::{Deliverable, parse_deliverables};
/// assert_eq!(parse_deliverables("csv, json")?, [Deliverable::Json, Deliverable::Csv]);
/// # Ok::<(), lifecircle::error::Error>(())
/// ```
pub fn parse_deliverables(text: &str) -> Result<Vec<Deliverable>, Error> {
    let names = Deliverable::ALL.map(Deliverable::name);
    let mut wanted = Vec::new();
    for word in text.split(',').map(str::trim) {
        let known = Deliverable::ALL.into_iter().find(|deliverable| deliverable.name() == word);
        let Some(deliverable) = known else {
            let similar = nearest(word, names);
            let code = if similar.is_some() { "flag-only-similar" } else { "flag-only" };
            return Err(Error::usage(code)
                .with("found", word)
                .with("allowed", list(names))
                .with("similar", similar.unwrap_or_default()));
        };
        wanted.push(deliverable);
    }
    wanted.sort_unstable();
    wanted.dedup();
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_read_or_refused() {
        let read = |text| parse_circle(text).map(|circle| (circle.minutes, circle.radius.get()));
        assert_eq!(read(" 15 = 999.5 "), Ok((15, 999.5)));
        for text in ["", "5", "=300", "5=", "-5=300", "5.5=300", "0=300", "1441=300"] {
            assert!(read(text).is_err(), "{text}");
        }
        for text in ["5=0", "5=-1", "5=nan", "5=inf", "5=100001", "5=300m", "5=1e400"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn filters_are_read_or_refused() {
        let filter = parse_filter(" 类型 = 幼儿园托班 , a=b ").expect("a filter");
        assert_eq!(filter, Filter { field: "类型".into(), values: vec!["幼儿园托班".into(), "a=b".into()] });
        for text in ["", "amenity", "=x", "amenity=", "amenity=a,,b", "amenity=a,"] {
            assert!(parse_filter(text).is_err(), "{text}");
        }
    }

    #[test]
    fn deliverables_are_read_once_each() {
        assert_eq!(
            parse_deliverables("geojson,json,geojson"),
            Ok(vec![Deliverable::Json, Deliverable::Geojson])
        );
        assert!(parse_deliverables("").is_err());
    }

    /// The names on the command line are those of the project file.
    #[test]
    fn deliverables_are_named_as_in_the_project_file() {
        for (name, deliverable) in Deliverable::ALL.map(|d| (d.name(), d)) {
            assert_eq!(serde_json::to_value(deliverable).expect("a name"), name);
        }
    }
}
