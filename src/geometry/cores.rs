//! Disks that lie in polygons, by the square that they cover: an edge within one of them is hidden, and needs no
//! further look.

use geo::{Coord, Rect};

use super::disk_union::Disk;

/// So many disks a square are kept, those that reach farthest beyond its middle.
const KEPT: usize = 4;
/// There are no more than so many squares a disk: sparse land has larger squares.
const SQUARES_PER_DISK: f64 = 16.0;

/// Disks, found by the place that they cover. Not every disk is found everywhere: where many cover a place, the best of
/// them are.
#[derive(Debug, Default)]
pub struct Cores {
    low: Coord<f64>,
    side: f64,
    columns: usize,
    rows: usize,
    /// The disks of each square, row by row; those of radius 0 are none.
    squares: Vec<[Disk; KEPT]>,
}

const NONE: Disk = Disk { centre: Coord { x: 0.0, y: 0.0 }, radius: 0.0 };

impl Cores {
    /// The index of these disks.
    pub fn of(disks: &[Disk]) -> Self {
        let real = || disks.iter().filter(|disk| disk.radius > 0.0);
        let n = real().count();
        let Some(extent) = around(real()) else { return Self::default() };
        let mean_radius = real().map(|disk| disk.radius).sum::<f64>() / n as f64;
        let most = SQUARES_PER_DISK * n as f64;
        let side = mean_radius.max((extent.width() * extent.height() / most).sqrt());
        let along = |length: f64| (length / side).floor() as usize + 1;
        let (columns, rows) = (along(extent.width()), along(extent.height()));
        let squares = vec![[NONE; KEPT]; columns * rows];
        let mut cores = Self { low: extent.min(), side, columns, rows, squares };
        real().for_each(|disk| cores.put(*disk));
        cores
    }

    fn put(&mut self, disk: Disk) {
        let range = |centre: f64, n: usize| {
            let first = ((centre - disk.radius) / self.side - 0.5).ceil().max(0.0) as usize;
            let last = ((centre + disk.radius) / self.side - 0.5).floor().max(-1.0) + 1.0;
            first..(last as usize).min(n)
        };
        let centre = disk.centre - self.low;
        for row in range(centre.y, self.rows) {
            for column in range(centre.x, self.columns) {
                let middle = Coord { x: column as f64 + 0.5, y: row as f64 + 0.5 } * self.side + self.low;
                let room = |other: &Disk| other.radius - (other.centre - middle).x.hypot((other.centre - middle).y);
                let Some(kept) = self.squares.get_mut(row * self.columns + column) else { continue };
                let mut last = disk;
                for other in kept {
                    if other.radius == 0.0 || room(&last) > room(other) {
                        std::mem::swap(other, &mut last);
                    }
                    if last.radius == 0.0 {
                        break;
                    }
                }
            }
        }
    }

    /// Whether a disk is found that holds the straight line between two points, more than a rounding away from its
    /// circle.
    pub fn hide(&self, a: Coord<f64>, b: Coord<f64>) -> bool {
        let middle = ((a + b) * 0.5 - self.low) / self.side;
        if !(middle.x >= 0.0 && middle.y >= 0.0) {
            return false;
        }
        let (column, row) = (middle.x as usize, middle.y as usize);
        if column >= self.columns {
            return false;
        }
        self.squares.get(row * self.columns + column).is_some_and(|kept| {
            kept.iter().any(|disk| disk.holds_within(a) && disk.holds_within(b))
        })
    }
}

/// The box around the centres of disks.
fn around<'d>(disks: impl Iterator<Item = &'d Disk>) -> Option<Rect<f64>> {
    disks.map(|disk| (disk.centre, disk.centre)).reduce(|a, b| {
        let low = Coord { x: a.0.x.min(b.0.x), y: a.0.y.min(b.0.y) };
        (low, Coord { x: a.1.x.max(b.1.x), y: a.1.y.max(b.1.y) })
    }).map(|(low, high)| Rect::new(low, high))
}
