//! The coordinate reference systems of the file: the three that every GeoPackage has, and the study's plane.

use rusqlite::{Connection, params};

use super::super::words::Words;
use crate::crs::{Crs, Plane, Wkt};
use crate::report::Method;

/// A row of `gpkg_spatial_ref_sys`.
struct ReferenceSystem {
    name: String,
    id: i32,
    organization: String,
    /// Its number there.
    number: i32,
    /// WKT 1.
    definition: String,
    /// WKT 2.
    definition_iso: String,
    description: String,
}

/// Ours, for a plane that no registry numbers. EPSG's own numbers stay below it.
const OWN_ID: i32 = 100_000;
/// What the standard says of a system without a definition.
const UNDEFINED: &str = "undefined";

const WGS84: &str = r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]"#;
const WGS84_ISO: &str = r#"GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]"#;

/// Writes the systems, and returns the number of the plane's.
///
/// A plane that WKT 1 cannot say is written as "undefined", and its description says so.
pub(super) fn write(
    to: &Connection,
    plane: &Plane,
    method: &Method,
    words: Words,
) -> Result<i32, rusqlite::Error> {
    let line = words.coordinate_line(method);
    let mut of_plane = ReferenceSystem::of(plane.crs(), plane.name());
    of_plane.description = match of_plane.definition.as_str() {
        UNDEFINED => words.filled("words.geopackage.no-wkt", &[("crs", &line)]),
        _ => line,
    };
    insert(to, of_plane)
}

/// Writes the systems, `crs` among them, and returns its number.
pub(super) fn write_crs(to: &Connection, crs: &Crs) -> Result<i32, rusqlite::Error> {
    insert(to, ReferenceSystem::of(crs, crs.name()))
}

fn insert(to: &Connection, own: ReferenceSystem) -> Result<i32, rusqlite::Error> {
    let id = own.id;
    let mut all = required();
    // That of RFC 7946 is among those that every file has.
    if all.iter().all(|one| one.id != id) {
        all.push(own);
    }
    let mut insert = to.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for one in all {
        insert.execute(params![
            one.name,
            one.id,
            one.organization,
            one.number,
            one.definition,
            one.description,
            one.definition_iso,
        ])?;
    }
    Ok(id)
}

/// OGC 12-128r19, requirement 11.
fn required() -> Vec<ReferenceSystem> {
    let undefined = |id: i32, kind: &str| ReferenceSystem {
        name: format!("Undefined {kind} SRS"),
        id,
        organization: "NONE".to_owned(),
        number: id,
        definition: UNDEFINED.to_owned(),
        definition_iso: UNDEFINED.to_owned(),
        description: format!("undefined {kind} coordinate reference system"),
    };
    let wgs84 = ReferenceSystem {
        name: "WGS 84 geodetic".to_owned(),
        id: 4326,
        organization: "EPSG".to_owned(),
        number: 4326,
        definition: WGS84.to_owned(),
        definition_iso: WGS84_ISO.to_owned(),
        description: "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid".to_owned(),
    };
    vec![undefined(-1, "Cartesian"), undefined(0, "geographic"), wgs84]
}

impl ReferenceSystem {
    fn of(crs: &Crs, name: &str) -> Self {
        let epsg = crs.definition().strip_prefix("EPSG:").and_then(|code| code.parse::<i32>().ok());
        let (organization, id) = epsg.map_or(("NONE", OWN_ID), |code| ("EPSG", code));
        let wkt = |of| crs.wkt(of).unwrap_or_else(|| UNDEFINED.to_owned());
        Self {
            name: name.to_owned(),
            id,
            organization: organization.to_owned(),
            number: id,
            definition: wkt(Wkt::Gdal),
            definition_iso: wkt(Wkt::Iso),
            description: String::new(),
        }
    }
}
