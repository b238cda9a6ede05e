//! What a CRS is, out of PROJ's description of it (PROJJSON), and whether it can be used here.

use serde_json::Value;

use super::definition::{Grid, Reference};
use crate::error::Error;

/// What PROJ says of a CRS.
pub(super) struct Inspection {
    /// Its name; `None` where it has none.
    pub(super) name: Option<String>,
    /// `AUTHORITY:code`, where it states one.
    pub(super) code: Option<String>,
    /// Its datum.
    pub(super) reference: Reference,
    /// The name of its datum.
    pub(super) datum: String,
    /// Its projection; `None` for longitudes and latitudes.
    pub(super) grid: Option<Grid>,
}

/// Inspects a CRS; refuses what cannot be computed with, or only by guessing. `shown` is the CRS as messages say it.
pub(super) fn inspect(described: &Value, shown: &str) -> Result<Inspection, Error> {
    let is_bound = text(described, "type") == "BoundCRS";
    let crs = if is_bound { &described["source_crs"] } else { described };
    let grid = match text(crs, "type") {
        "GeographicCRS" => None,
        "ProjectedCRS" => Some(grid(crs, shown)?),
        other => return Err(not_horizontal(other, shown)),
    };
    let geographic = if grid.is_some() { &crs["base_crs"] } else { crs };
    let frame = geographic.get("datum").or_else(|| geographic.get("datum_ensemble")).unwrap_or(&Value::Null);
    let datum = text(frame, "name").to_owned();
    let is_plain = !is_bound && unit(geographic) == "degree" && frame.get("prime_meridian").is_none();
    if grid.is_none() && !is_plain && unit(geographic) != "degree" {
        return Err(Error::data("crs-not-degrees").with("crs", shown).with("unit", unit(geographic)));
    }
    let reference = reference(&datum, &frame["ellipsoid"], is_bound, is_plain)
        .ok_or_else(|| refused_datum(&datum, &frame["ellipsoid"], shown))?;
    let code = crs.get("id").and_then(|id| {
        let code = &id["code"];
        let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
        Some(format!("{}:{code}", id["authority"].as_str()?))
    });
    let name = Some(text(crs, "name")).filter(|name| !matches!(*name, "" | "unknown" | "unnamed"));
    Ok(Inspection { name: name.map(str::to_owned), code, reference, datum, grid })
}

/// The projection of a projected CRS.
fn grid(crs: &Value, shown: &str) -> Result<Grid, Error> {
    let method = &crs["conversion"]["method"];
    let code = method["id"]["code"].as_u64();
    let ellipsoid = crs["base_crs"]
        .get("datum")
        .or_else(|| crs["base_crs"].get("datum_ensemble"))
        .map_or(&Value::Null, |frame| &frame["ellipsoid"]);
    let is_mercator =
        text(method, "name").contains("Mercator") && !text(method, "name").contains("Transverse");
    // 1024 and 1026 treat the ellipsoid as a sphere; on a sphere proper every Mercator does.
    if matches!(code, Some(1024 | 1026)) || (is_mercator && is_sphere(ellipsoid)) {
        return Err(Error::data("crs-web-mercator").with("crs", shown));
    }
    let mut directions: Vec<&str> = axes(crs).map(|axis| text(axis, "direction")).take(2).collect();
    directions.sort_unstable();
    if directions != ["east", "north"] {
        return Err(Error::data("crs-axes").with("crs", shown).with("axes", directions.join(", ")));
    }
    let parameter = |id: u64| {
        let all = crs["conversion"]["parameters"].as_array()?;
        let found = all.iter().find(|p| p["id"]["code"].as_u64() == Some(id))?;
        found["value"]
            .as_f64()
            .filter(|_| matches!(unit_name(&found["unit"]).as_str(), "degree" | "metre" | "unity"))
    };
    Ok(Grid {
        base: crs["base_crs"].to_string(),
        is_transverse_mercator: code == Some(9807),
        central_meridian: parameter(8802).filter(|_| code == Some(9807)),
        latitude_of_origin: parameter(8801),
        scale: parameter(8805),
        false_easting: parameter(8806),
        false_northing: parameter(8807),
        unit: unit(crs),
        from_lon_lat: String::new(),
        to_lon_lat: String::new(),
    })
}

/// How coordinates of this datum come to WGS 84; `None`: the datum is refused.
fn reference(datum: &str, ellipsoid: &Value, is_bound: bool, is_plain: bool) -> Option<Reference> {
    let name = plain_name(datum);
    if ["beijing1954", "beijing54", "newbeijing", "xian1980", "xian80"].iter().any(|old| name.contains(old)) {
        return None;
    }
    let is_named_earth = ["worldgeodeticsystem1984", "wgs1984", "wgs84"].iter().any(|n| name.starts_with(n))
        || ["china2000", "chinageodeticcoordinatesystem2000", "cgcs2000"].iter().any(|n| name.contains(n));
    if is_named_earth && is_plain {
        return Some(Reference::Wgs84);
    }
    let is_unnamed =
        ["unknown", "unnamed", "notspecified"].iter().any(|n| name.starts_with(n)) || name.is_empty();
    match (is_unnamed && !is_bound, is_modern(ellipsoid)) {
        // A definition that names no datum, on the ellipsoid of WGS 84 or CGCS2000: the usual PROJ string.
        (true, true) if is_plain => Some(Reference::Wgs84),
        (true, false) => None,
        (_, is_modern) => Some(Reference::Other { is_modern }),
    }
}

/// Why a datum is refused.
fn refused_datum(datum: &str, ellipsoid: &Value, shown: &str) -> Error {
    let is_old = ["beijing", "xian"].iter().any(|old| plain_name(datum).contains(old));
    let code = if is_old { "crs-old-datum" } else { "crs-unknown-datum" };
    Error::data(code).with("crs", shown).with("datum", datum).with("ellipsoid", text(ellipsoid, "name"))
}

/// Why a CRS that is neither geographic nor projected is refused.
fn not_horizontal(kind: &str, shown: &str) -> Error {
    let term = match kind {
        "CompoundCRS" => "crs.kind.compound",
        "VerticalCRS" => "crs.kind.vertical",
        "GeodeticCRS" => "crs.kind.geocentric",
        "EngineeringCRS" => "crs.kind.engineering",
        kind if kind.starts_with("Derived") => "crs.kind.derived",
        _ => "crs.kind.other",
    };
    Error::data("crs-not-horizontal").with("crs", shown).with_term("kind", term)
}

/// Whether an ellipsoid is that of WGS 84 or of CGCS2000 (GRS 80), which differ by 0.1 mm.
fn is_modern(ellipsoid: &Value) -> bool {
    let flattening = ellipsoid["inverse_flattening"].as_f64().unwrap_or(0.0);
    ellipsoid["semi_major_axis"].as_f64() == Some(6_378_137.0) && (flattening - 298.257_222).abs() < 1e-5
}

fn is_sphere(ellipsoid: &Value) -> bool {
    ellipsoid.get("radius").is_some()
        || ellipsoid.get("semi_minor_axis").is_some_and(|b| *b == ellipsoid["semi_major_axis"])
}

/// A datum's name without case, punctuation and the `D_` of Esri.
fn plain_name(datum: &str) -> String {
    let name = datum.strip_prefix("D_").unwrap_or(datum);
    name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn axes(crs: &Value) -> impl Iterator<Item = &Value> {
    crs["coordinate_system"]["axis"].as_array().into_iter().flatten()
}

/// The unit of the first axis.
fn unit(crs: &Value) -> String {
    unit_name(axes(crs).next().map_or(&Value::Null, |axis| &axis["unit"]))
}

/// A unit by PROJ's name for it; definitions may name degrees and metres otherwise, and give their size.
fn unit_name(unit: &Value) -> String {
    const DEGREE: f64 = std::f64::consts::PI / 180.0;
    let name = unit.as_str().or_else(|| unit["name"].as_str()).unwrap_or("");
    let is_size =
        |size: f64| unit["conversion_factor"].as_f64().is_some_and(|f| (f / size - 1.0).abs() < 1e-12);
    match text(unit, "type") {
        "AngularUnit" if is_size(DEGREE) => "degree".to_owned(),
        "LinearUnit" if is_size(1.0) => "metre".to_owned(),
        "ScaleUnit" if is_size(1.0) => "unity".to_owned(),
        _ => name.to_owned(),
    }
}
