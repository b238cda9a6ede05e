//! The R-tree of SQLite, packed: its tables are written as they are stored, when the places of all features are known. Row by
//! row SQLite would look for the best node each time.
//!
//! # Source
//! SQLite, The R*Tree Module, section 6 (its tables) and `ext/rtree/rtree.c` (the nodes). S. T. Leutenegger, M. A. Lopez,
//! J. Edgington: STR: A Simple and Efficient Algorithm for R-Tree Packing. ICDE 1997.

use geo::Rect;
use rayon::prelude::*;
use rusqlite::{Connection, params};

use super::super::names::quoted;
use super::name;

/// So many cells fit into a node.
const FULL: usize = 51;
/// The bytes of a node: what it is, and its cells.
const NODE_BYTES: usize = 4 + 24 * FULL;
/// The number of the node at the root.
const ROOT: i64 = 1;

/// The places of the features of a layer.
#[derive(Debug, Default)]
pub(in super::super) struct Places(Vec<Cell>);

/// A cell of a node: a feature or a node, and the box around it as `minx`, `maxx`, `miny`, `maxy`.
#[derive(Debug, Clone, Copy)]
struct Cell {
    id: i64,
    bounds: [f32; 4],
}

/// A tree in the making.
#[derive(Debug, Default)]
struct Tree {
    nodes: Vec<Vec<u8>>,
    /// The node of each feature, and that of each node but the root.
    of_features: Vec<(i64, i64)>,
    of_nodes: Vec<(i64, i64)>,
}

impl Places {
    /// Adds the place of a feature.
    pub(in super::super) fn add(&mut self, id: i64, extent: Rect<f64>) {
        let (low, high) = (extent.min(), extent.max());
        self.0.push(Cell { id, bounds: [down(low.x), up(high.x), down(low.y), up(high.y)] });
    }

    /// Fills the index of a table, which is still empty.
    pub(in super::super) fn write(self, to: &Connection, table: &str) -> Result<(), rusqlite::Error> {
        let tree = Tree::of(self.0);
        let part = |suffix: &str| quoted(&format!("{}_{suffix}", name(table)));
        let mut node = to.prepare(&format!("INSERT OR REPLACE INTO {} VALUES (?1, ?2)", part("node")))?;
        for (number, bytes) in (ROOT..).zip(&tree.nodes) {
            node.execute(params![number, bytes])?;
        }
        for (pairs, suffix, columns) in
            [(tree.of_features, "rowid", "rowid, nodeno"), (tree.of_nodes, "parent", "nodeno, parentnode")]
        {
            let mut pair =
                to.prepare(&format!("INSERT INTO {} ({columns}) VALUES (?1, ?2)", part(suffix)))?;
            for (of, at) in pairs {
                pair.execute(params![of, at])?;
            }
        }
        Ok(())
    }
}

impl Tree {
    fn of(mut cells: Vec<Cell>) -> Self {
        let mut tree = Self { nodes: vec![Vec::new()], ..Self::default() };
        let mut depth = 0u16;
        while cells.len() > FULL {
            let mut above = Vec::new();
            for group in packed(&mut cells) {
                tree.nodes.push(node(0, group));
                let number = i64::try_from(tree.nodes.len()).unwrap_or(i64::MAX);
                tree.hold(group, number, depth);
                above.push(Cell { id: number, bounds: around(group) });
            }
            cells = above;
            depth += 1;
        }
        tree.nodes[0] = node(depth, &cells);
        tree.hold(&cells, ROOT, depth);
        tree.of_features.par_sort_unstable();
        tree.of_nodes.sort_unstable();
        tree
    }

    /// Says that a node holds these cells.
    fn hold(&mut self, cells: &[Cell], number: i64, depth: u16) {
        let held = if depth == 0 { &mut self.of_features } else { &mut self.of_nodes };
        held.extend(cells.iter().map(|cell| (cell.id, number)));
    }
}

/// Groups of neighbours, as many as are needed and of nearly the same size: cut by x into slices, and these by y.
fn packed(cells: &mut [Cell]) -> impl Iterator<Item = &[Cell]> {
    let n_groups = cells.len().div_ceil(FULL);
    let n_slices = n_groups.isqrt().max(1);
    let middle = |cell: &Cell, axis: usize| cell.bounds[axis] + cell.bounds[axis + 1];
    let by = |axis: usize| {
        move |a: &Cell, b: &Cell| middle(a, axis).total_cmp(&middle(b, axis)).then(a.id.cmp(&b.id))
    };
    cells.par_sort_unstable_by(by(0));
    let mut slices = Vec::with_capacity(n_slices);
    let mut rest = cells;
    for left in (1..=n_slices).rev() {
        let (slice, others) = rest.split_at_mut(rest.len().div_ceil(left));
        slice.par_sort_unstable_by(by(2));
        slices.push(&*slice);
        rest = others;
    }
    slices.into_iter().flat_map(|slice| {
        let n_groups = slice.len().div_ceil(FULL).max(1);
        let size = slice.len().div_ceil(n_groups).max(1);
        slice.chunks(size)
    })
}

/// A node as it is stored; only the root says how deep the tree is below it.
fn node(depth: u16, cells: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(NODE_BYTES);
    bytes.extend(depth.to_be_bytes());
    bytes.extend(u16::try_from(cells.len()).unwrap_or(u16::MAX).to_be_bytes());
    for cell in cells {
        bytes.extend(cell.id.to_be_bytes());
        cell.bounds.iter().for_each(|bound| bytes.extend(bound.to_be_bytes()));
    }
    bytes.resize(NODE_BYTES, 0);
    bytes
}

/// The box around cells.
fn around(cells: &[Cell]) -> [f32; 4] {
    let all = [f32::INFINITY, f32::NEG_INFINITY, f32::INFINITY, f32::NEG_INFINITY];
    cells.iter().fold(all, |all, cell| {
        let b = cell.bounds;
        [all[0].min(b[0]), all[1].max(b[1]), all[2].min(b[2]), all[3].max(b[3])]
    })
}

/// The nearest number of half the digits that is no larger.
fn down(number: f64) -> f32 {
    let near = number as f32;
    if f64::from(near) > number { near.next_down() } else { near }
}

/// The nearest one that is no smaller.
fn up(number: f64) -> f32 {
    let near = number as f32;
    if f64::from(near) < number { near.next_up() } else { near }
}

#[cfg(test)]
mod tests {
    use geo::Coord;
    use rusqlite::Connection;

    use super::*;

    /// Boxes spread without order, some of them alike.
    fn places(n: i64) -> Vec<(i64, Rect<f64>)> {
        let place = |id: i64| {
            let (x, y) = ((id * 7_919 % 1_009) as f64 * 31.7, (id * 104_729 % 997) as f64 * 29.3);
            let low = Coord { x: 587_000.1 + x, y: 3_265_000.1 + y };
            (id, Rect::new(low, low + Coord { x: (id % 13) as f64 * 9.7, y: (id % 11) as f64 * 8.9 }))
        };
        (1..=n).filter(|id| id % 10 != 3).map(place).collect()
    }

    /// SQLite's own check finds no fault, and every search gives what a look at all boxes gives.
    #[test]
    fn a_packed_tree_is_one_of_sqlite() {
        for n in [0, 1, 5, 51, 56, 57, 58, 700, 2_900, 3_000, 20_000] {
            let file = Connection::open_in_memory().unwrap();
            file.execute_batch("CREATE VIRTUAL TABLE rtree_t_geom USING rtree(id, minx, maxx, miny, maxy)")
                .unwrap();
            let all = places(n);
            let mut packed = Places::default();
            all.iter().for_each(|(id, extent)| packed.add(*id, *extent));
            packed.write(&file, "t").unwrap();
            let check: String =
                file.query_row("SELECT rtreecheck('rtree_t_geom')", [], |row| row.get(0)).unwrap();
            assert_eq!(check, "ok", "{n}");
            let found = |sql: &str| -> i64 { file.query_row(sql, [], |row| row.get(0)).unwrap() };
            assert_eq!(found("SELECT count(*) FROM rtree_t_geom"), all.len() as i64);
            let in_window =
                |(_, e): &&(i64, Rect<f64>)| up(e.max().x) >= 590_000.0 && down(e.min().x) <= 600_000.0;
            let sum: i64 = all.iter().filter(in_window).map(|(id, _)| id).sum();
            let sql =
                "SELECT coalesce(sum(id), 0) FROM rtree_t_geom WHERE maxx >= 590000.0 AND minx <= 600000.0";
            assert_eq!(found(sql), sum, "{n}");
            // It goes on being one when it is edited.
            file.execute_batch("DELETE FROM rtree_t_geom WHERE id % 3 = 0; INSERT INTO rtree_t_geom VALUES (9000001, 1, 2, 3, 4)")
                .unwrap();
            let check: String =
                file.query_row("SELECT rtreecheck('rtree_t_geom')", [], |row| row.get(0)).unwrap();
            assert_eq!(check, "ok", "{n}, edited");
        }
    }

    #[test]
    fn boxes_are_never_smaller_than_what_they_hold() {
        for number in [0.0, 0.1, -0.1, 3_265_026.75, 587_271.523, -1e12, 1e12] {
            assert!(f64::from(down(number)) <= number && number <= f64::from(up(number)), "{number}");
        }
        assert_eq!((down(0.5), up(0.5)), (0.5, 0.5));
    }
}
