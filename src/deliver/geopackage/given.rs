//! A layer of somebody else as a GeoPackage: what it says as it says it, without styles and metadata of ours.

use std::io;
use std::path::Path;

use geo::Geometry;
use rusqlite::params;
use rusqlite::types::Value;

use super::features::Held;
use super::geometry::Placed;
use super::names::Taken;
use super::schema::{self, GEOMETRY, KEY};
use super::spatial_index::{self, Places};
use super::{Contents, as_io, reference_system};
use crate::crs::Crs;
use crate::geometry::around;

/// A layer.
pub(crate) struct GivenLayer<'a> {
    /// The name of its table.
    pub(crate) name: &'a str,
    pub(crate) crs: &'a Crs,
    /// What else is to be known of it, as the datum of shifted degrees, which no coordinate system tells.
    pub(crate) description: &'a str,
    /// `POINT`, `MULTIPOLYGON`, `GEOMETRY`.
    pub(crate) geometry_type: &'static str,
    /// Names and SQL types of its columns.
    pub(crate) columns: Vec<(&'a str, &'static str)>,
}

/// A feature.
pub(crate) struct GivenFeature<'a> {
    /// Where it is, as it is written: rings are not wound anew.
    pub(crate) geometry: Option<&'a Geometry<f64>>,
    /// A value a column.
    pub(crate) values: Vec<Value>,
}

/// When such a file says that it was changed: always the same, so that the same data give the same bytes.
const TIME: &str = "2000-01-01T00:00:00.000Z";

/// Writes the layer as the only one of a new GeoPackage.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write_given<'a>(
    path: &Path,
    layer: &GivenLayer<'_>,
    features: impl Iterator<Item = GivenFeature<'a>>,
) -> io::Result<()> {
    fill(path, layer, features).map_err(as_io)
}

fn fill<'a>(
    path: &Path,
    layer: &GivenLayer<'_>,
    features: impl Iterator<Item = GivenFeature<'a>>,
) -> Result<(), rusqlite::Error> {
    let to = schema::open(path)?;
    to.execute_batch("BEGIN")?;
    schema::create(&to)?;
    let srs_id = reference_system::write_crs(&to, layer.crs)?;
    let table = layer.name;
    let mut taken = Taken::default();
    [KEY, GEOMETRY].iter().for_each(|own| drop(taken.free(own)));
    let names: Vec<String> = layer.columns.iter().map(|(name, _)| taken.free(name)).collect();
    let columns = names.iter().zip(&layer.columns).map(|(name, (_, kind))| (name.as_str(), *kind));
    schema::create_table(&to, table, layer.geometry_type, columns)?;
    spatial_index::create(&to, table)?;
    let (mut held, mut places) = (Held::default(), Places::default());
    {
        let mut feature = to.prepare(&schema::insertion(table, names.len()))?;
        for given in features {
            held.features += 1;
            let placed = given.geometry.and_then(|geometry| super::geometry::given(geometry, srs_id));
            feature.raw_bind_parameter(1, held.features)?;
            feature.raw_bind_parameter(2, placed.as_ref().map(|placed| &placed.bytes))?;
            for (at, value) in given.values.iter().enumerate() {
                feature.raw_bind_parameter(at + 3, value)?;
            }
            feature.raw_execute()?;
            if let Some(Placed { extent, .. }) = placed {
                places.add(held.features, extent);
                held.extent = around(held.extent.into_iter().chain([extent]));
            }
        }
    }
    places.write(&to, table)?;
    spatial_index::create_triggers(&to, table)?;
    let contents = Contents {
        table,
        kind: "features",
        identifier: table,
        description: layer.description,
        held,
        srs_id: Some(srs_id),
    };
    contents.register(&to, TIME)?;
    to.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
        params![table, GEOMETRY, layer.geometry_type, srs_id],
    )?;
    // No style of ours lies in it.
    to.execute_batch("DROP TABLE layer_styles; COMMIT")?;
    to.close().map_err(|(_, error)| error)
}
