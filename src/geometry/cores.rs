//! Disks that lie in polygons, by the square that they cover: an edge within one of them is hidden, and needs no
//! further look.

use geo::{Coord, Rect};

use super::disk_union::Disk;
use super::ring::around;

/// So many disks a square are kept, those that reach farthest beyond its middle.
const KEPT: usize = 4;
/// There are no more than so many squares a disk: sparse land has larger squares.
const SQUARES_PER_DISK: f64 = 8.0;

/// Disks, found by the place that they cover. Not every disk is found everywhere: where many cover a place, the best of
/// them are.
#[derive(Debug, Default)]
pub struct Cores {
    low: Coord<f64>,
    side: f64,
    columns: usize,
    rows: usize,
    disks: Vec<Disk>,
    /// The positions of the disks of each square, row by row.
    squares: Vec<[u32; KEPT]>,
}

/// The position of no disk.
const NONE: u32 = u32::MAX;

impl Cores {
    /// The index of these disks.
    pub fn of(disks: impl Iterator<Item = Disk>) -> Self {
        let disks: Vec<Disk> = disks.filter(|disk| disk.radius > 0.0).collect();
        let Some(extent) = around(disks.iter().map(|disk| Rect::new(disk.centre, disk.centre))) else {
            return Self::default();
        };
        let n = disks.len() as f64;
        let mean_radius = disks.iter().map(|disk| disk.radius).sum::<f64>() / n;
        let most = SQUARES_PER_DISK * n;
        let (width, height) = (extent.width(), extent.height());
        // Few squares also along a line of disks that has hardly any height.
        let side = mean_radius.max((width * height / most).sqrt()).max((width + height) / most);
        let along = |length: f64| (length / side).floor() as usize + 1;
        let (columns, rows) = (along(width), along(height));
        let squares = vec![[NONE; KEPT]; columns * rows];
        let mut cores = Self { low: extent.min(), side, columns, rows, disks, squares };
        (0..).zip(0..cores.disks.len()).for_each(|(number, position)| cores.put(number, position));
        cores
    }

    fn put(&mut self, number: u32, position: usize) {
        let disk = self.disks[position];
        let range = |centre: f64, n: usize| {
            let first = ((centre - disk.radius) / self.side - 0.5).ceil().max(0.0) as usize;
            let last = ((centre + disk.radius) / self.side - 0.5).floor().max(-1.0) + 1.0;
            first..(last as usize).min(n)
        };
        let centre = disk.centre - self.low;
        for row in range(centre.y, self.rows) {
            for column in range(centre.x, self.columns) {
                let middle = Coord { x: column as f64 + 0.5, y: row as f64 + 0.5 } * self.side + self.low;
                let room = |disk: &Disk| {
                    let off = disk.centre - middle;
                    disk.radius - (off.x * off.x + off.y * off.y).sqrt()
                };
                let Some(kept) = self.squares.get_mut(row * self.columns + column) else { continue };
                let mut last = (number, room(&disk));
                for other in kept {
                    let room_of_other = self.disks.get(*other as usize).map_or(f64::NEG_INFINITY, room);
                    if last.1 > room_of_other {
                        last = (std::mem::replace(other, last.0), room_of_other);
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
            let mut kept = kept.iter().map_while(|position| self.disks.get(*position as usize));
            kept.any(|disk| disk.holds_within(a) && disk.holds_within(b))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk(x: f64, y: f64, radius: f64) -> Disk {
        Disk { centre: Coord { x, y }, radius }
    }

    #[test]
    fn an_edge_within_one_disk_is_hidden_and_no_other() {
        let c = |x: f64, y: f64| Coord { x, y };
        let cores =
            Cores::of([disk(0.0, 0.0, 50.0), disk(90.0, 0.0, 50.0), disk(500.0, 0.0, 0.0)].into_iter());
        assert!(cores.hide(c(-20.0, 0.0), c(20.0, 10.0)) && cores.hide(c(80.0, -20.0), c(100.0, 20.0)));
        assert!(!cores.hide(c(40.0, 0.0), c(60.0, 0.0)), "it is in two, and in neither as a whole");
        assert!(!cores.hide(c(-50.0, 0.0), c(0.0, 0.0)), "the circle itself is not within");
        assert!(
            !cores.hide(c(500.0, 0.0), c(500.0, 0.0)) && !Cores::default().hide(c(0.0, 0.0), c(1.0, 0.0))
        );
    }

    /// Disks of a millimetre 500 km apart, side by side: memory goes by their number.
    #[test]
    fn squares_are_as_few_as_disks() {
        for far in [disk(5e5, 0.0, 1e-3), disk(0.0, 5e5, 1e-3), disk(5e5, 5e5, 1e-3)] {
            let cores = Cores::of([disk(0.0, 0.0, 1e-3), far].into_iter());
            assert!(cores.squares.len() <= 2 * 2 * 8 + 1, "{}", cores.squares.len());
        }
    }

    /// Of many disks over one place those are kept that reach farthest beyond it.
    #[test]
    fn where_many_cover_a_place_the_best_are_found() {
        let cores = Cores::of((0..50).map(|k| disk(f64::from(k), 0.0, 30.0 + f64::from(k))));
        assert!(cores.hide(Coord { x: 40.0, y: -60.0 }, Coord { x: 60.0, y: 60.0 }));
    }
}
