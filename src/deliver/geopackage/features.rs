//! The features of a layer: made in parallel, run by run, and inserted in their order.

use geo::Rect;
use rayon::prelude::*;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use super::super::layers::{Layer, Value};
use super::geometry::{Placed, placed};
use super::schema;
use super::spatial_index::Places;
use crate::geometry::around;

/// What a layer holds, when all of it is in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    pub(super) features: i64,
    /// `None` where no feature has a place.
    pub(super) extent: Option<Rect<f64>>,
}

/// So many items that are quickly made are worked on by a thread in a row.
const ITEMS_AT_ONCE: usize = 1024;

/// A feature, ready to be inserted.
struct Row {
    geometry: Option<Placed>,
    values: Vec<Value>,
}

/// Inserts the features of a layer into its table and its index. While some are inserted the next ones are made; only
/// these two lots are in memory.
pub(super) fn write(
    to: &mut Connection,
    layer: &Layer<'_>,
    table: &str,
    srs_id: i32,
) -> Result<Held, rusqlite::Error> {
    let sql = schema::insertion(table, layer.fields.len());
    let at_once = if layer.is_quick { ITEMS_AT_ONCE } else { 1 };
    let of_run = |start: usize| -> Vec<Row> {
        let items = start..layer.items.min(start + at_once);
        let features = items.flat_map(|item| (layer.features)(item));
        features
            .map(|feature| Row { geometry: placed(&feature.shape, srs_id), values: feature.values })
            .collect()
    };
    let starts: Vec<usize> = (0..layer.items).step_by(at_once).collect();
    let (mut held, mut places) = (Held::default(), Places::default());
    let mut made: Vec<Row> = Vec::new();
    for starts in starts.chunks(rayon::current_num_threads() * 2) {
        let next = || -> Vec<Vec<Row>> { starts.par_iter().map(|start| of_run(*start)).collect() };
        let (inserted, next) = rayon::join(|| insert(to, &sql, &made, held, &mut places), next);
        held = inserted?;
        made = next.into_iter().flatten().collect();
    }
    held = insert(to, &sql, &made, held, &mut places)?;
    places.write(to, table)?;
    Ok(held)
}

/// Inserts features behind those that are `held`, and adds their places.
fn insert(
    to: &mut Connection,
    sql: &str,
    rows: &[Row],
    mut held: Held,
    places: &mut Places,
) -> Result<Held, rusqlite::Error> {
    let mut feature = to.prepare_cached(sql)?;
    for row in rows {
        held.features += 1;
        feature.raw_bind_parameter(1, held.features)?;
        feature.raw_bind_parameter(2, row.geometry.as_ref().map(|placed| placed.bytes.as_slice()))?;
        for (at, value) in row.values.iter().enumerate() {
            feature.raw_bind_parameter(at + 3, value)?;
        }
        feature.raw_execute()?;
        if let Some(Placed { extent, .. }) = &row.geometry {
            places.add(held.features, *extent);
            held.extent = around(held.extent.into_iter().chain([*extent]));
        }
    }
    Ok(held)
}

impl ToSql for Value {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, rusqlite::Error> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Nothing => ValueRef::Null,
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Whole(number) => ValueRef::Integer(*number),
            Value::Number(number) => ValueRef::Real(*number),
        }))
    }
}
