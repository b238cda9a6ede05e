//! The union of disks: which arcs bound it, and which disks are near a place.

use std::f64::consts::{PI, TAU};
use std::ops::ControlFlow;

use geo::{Coord, Rect};
use rayon::prelude::*;

use super::box_index::BoxIndex;
use super::intervals::{Interval, unite};

/// A disk: all points at most `radius` from `centre` (a point at the very radius belongs to it).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disk {
    /// Its centre.
    pub centre: Coord<f64>,
    /// Its radius.
    pub radius: f64,
}

impl Disk {
    /// Whether a point belongs to the disk.
    pub fn holds(&self, at: Coord<f64>) -> bool {
        let (x, y) = (at.x - self.centre.x, at.y - self.centre.y);
        x * x + y * y <= self.radius * self.radius
    }

    /// Whether a box lies in the disk: its farthest corner does.
    pub(crate) fn holds_box(&self, extent: Rect<f64>) -> bool {
        let x = (self.centre.x - extent.min().x).max(extent.max().x - self.centre.x);
        let y = (self.centre.y - extent.min().y).max(extent.max().y - self.centre.y);
        x * x + y * y <= self.radius * self.radius
    }

    /// Whether part of a box lies in the disk: the point of it that is nearest to the centre does.
    pub(crate) fn reaches_into(&self, extent: Rect<f64>) -> bool {
        let x = (extent.min().x - self.centre.x).max(self.centre.x - extent.max().x).max(0.0);
        let y = (extent.min().y - self.centre.y).max(self.centre.y - extent.max().y).max(0.0);
        x * x + y * y < self.radius * self.radius
    }

    /// Whether a point lies in the disk and more than a rounding away from its circle.
    pub(crate) fn holds_within(&self, at: Coord<f64>) -> bool {
        let (x, y) = (at.x - self.centre.x, at.y - self.centre.y);
        x * x + y * y < self.radius * self.radius * (1.0 - 1e-6)
    }
}

/// A union of disks, indexed.
#[derive(Debug, Clone)]
pub struct DiskUnion {
    disks: Vec<Disk>,
    /// For each disk, the angles of its circle that lie in no other disk: `from` in −π..π, `to` up to 2π more.
    exposed: Vec<Vec<Interval>>,
    index: BoxIndex,
}

impl DiskUnion {
    /// The union of `disks`. A disk that lies in another one adds nothing and is left out, equal ones but once.
    pub fn new(disks: &[Disk]) -> Self {
        let largest = disks.iter().map(|disk| disk.radius).fold(0.0, f64::max);
        let centres = index_of_centres(disks);
        let is_needed = |i: usize, disk: &Disk| {
            // The centres of the disks that may hold this one are near to its own.
            let near = square(disk.centre, largest - disk.radius);
            !centres.any_near(near, |j| lies_in(i, disk, j, &disks[j]))
        };
        let needed: Vec<Disk> = disks
            .par_iter()
            .enumerate()
            .filter(|(i, disk)| is_needed(*i, disk))
            .map(|(_, disk)| *disk)
            .collect();
        let centres = index_of_centres(&needed);
        let exposed = |i| exposed_angles(&needed, &centres, largest, i);
        let exposed = (0..needed.len()).into_par_iter().map(exposed).collect();
        let index = BoxIndex::of(needed.iter().map(|disk| square(disk.centre, disk.radius)));
        Self { disks: needed, exposed, index }
    }

    /// The disks that make up the union.
    pub fn disks(&self) -> &[Disk] {
        &self.disks
    }

    /// The angles of circle `disk` that bound the union.
    pub fn exposed(&self, disk: usize) -> &[(f64, f64)] {
        &self.exposed[disk]
    }

    /// Whether a point belongs to the union. A point at the very radius does.
    pub fn holds(&self, at: Coord<f64>) -> bool {
        self.index.any_near(Rect::new(at, at), |i| self.disks[i].holds(at))
    }

    /// Calls `each` for every disk that reaches into the box, until it breaks off.
    pub fn for_each_near(
        &self,
        extent: Rect<f64>,
        mut each: impl FnMut(usize, &Disk) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.index.for_each_near(extent, |i| {
            let disk = &self.disks[i];
            if disk.reaches_into(extent) { each(i, disk) } else { ControlFlow::Continue(()) }
        })
    }
}

/// All that is no farther from a place than `reach` along either axis.
fn square(about: Coord<f64>, reach: f64) -> Rect<f64> {
    let reach = Coord { x: reach, y: reach };
    Rect::new(about - reach, about + reach)
}

fn index_of_centres(disks: &[Disk]) -> BoxIndex {
    BoxIndex::of(disks.iter().map(|disk| Rect::new(disk.centre, disk.centre)))
}

/// Whether disk `i` lies in disk `j`; of equal disks the first one stays.
fn lies_in(i: usize, disk: &Disk, j: usize, other: &Disk) -> bool {
    if i == j || other.radius < disk.radius {
        return false;
    }
    let (dx, dy) = (other.centre.x - disk.centre.x, other.centre.y - disk.centre.y);
    let room = other.radius - disk.radius;
    dx * dx + dy * dy <= room * room && (room > 0.0 || j < i)
}

/// The angles of circle `i` that lie in no other disk. The disks next to it hide most of it: those farther away are asked
/// only where they leave something.
fn exposed_angles(disks: &[Disk], centres: &BoxIndex, largest: f64, i: usize) -> Vec<Interval> {
    let disk = &disks[i];
    let mut hidden: Vec<Interval> = Vec::new();
    let mut asked = 0.0;
    for reach in [disk.radius / 16.0, disk.radius / 4.0, disk.radius + largest] {
        for j in centres.near(square(disk.centre, reach)) {
            let off = disks[j].centre - disk.centre;
            // By a hair less: one that is asked again does no harm.
            let was_asked = off.x.abs().max(off.y.abs()) < asked * (1.0 - 1e-9);
            if j != i && !was_asked {
                hide_by(disk, &disks[j], &mut hidden);
            }
        }
        unite(&mut hidden);
        if matches!(hidden[..], [(from, to)] if to >= from + TAU) {
            return Vec::new();
        }
        asked = reach;
    }
    let Some((&first, &last)) = hidden.first().zip(hidden.last()) else { return vec![(-PI, PI)] };
    let mut exposed: Vec<Interval> =
        hidden.windows(2).filter(|w| w[0].1 < w[1].0).map(|w| (w[0].1, w[1].0)).collect();
    // What is free on both sides of ±π is one arc.
    if last.1 < first.0 + TAU {
        exposed.push((last.1, first.0 + TAU));
    }
    exposed
}

/// Adds the angles of a circle that lie in another disk.
fn hide_by(disk: &Disk, other: &Disk, hidden: &mut Vec<Interval>) {
    let (dx, dy) = (other.centre.x - disk.centre.x, other.centre.y - disk.centre.y);
    let distance = dx.hypot(dy);
    if distance >= disk.radius + other.radius || distance == 0.0 {
        return;
    }
    // Half of the common chord by Heron's formula, and its distance from this centre along the line of both.
    // Both disks find the same half chord, so that their arcs meet even where they hardly touch.
    let (sum, difference) = (disk.radius + other.radius, disk.radius - other.radius);
    let product = (sum + distance) * (sum - distance) * (distance + difference) * (distance - difference);
    if product <= 0.0 && difference >= 0.0 {
        return; // The other disk lies in this one and touches its circle at most.
    }
    let half_chord = product.max(0.0).sqrt() / (2.0 * distance);
    let along = (distance * distance + sum * difference) / (2.0 * distance);
    let (towards, half) = (dy.atan2(dx), half_chord.atan2(along));
    hide(hidden, towards - half, towards + half);
}

/// Adds the angles `from..to`, turned into −π..π; what runs over the seam is cut in two there.
fn hide(hidden: &mut Vec<Interval>, from: f64, to: f64) {
    if from < -PI {
        hidden.push((from + TAU, PI));
        hidden.push((-PI, to));
    } else if to > PI {
        hidden.push((from, PI));
        hidden.push((-PI, to - TAU));
    } else {
        hidden.push((from, to));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk(x: f64, y: f64, radius: f64) -> Disk {
        Disk { centre: Coord { x, y }, radius }
    }

    #[test]
    fn equal_and_contained_disks_are_left_out() {
        let union = DiskUnion::new(&[disk(0., 0., 5.), disk(0., 0., 5.), disk(1., 0., 4.), disk(9., 0., 5.)]);
        assert_eq!(union.disks(), [disk(0., 0., 5.), disk(9., 0., 5.)]);
    }

    #[test]
    fn two_circles_hide_a_third_of_each_other_at_the_distance_of_their_radius() {
        let union = DiskUnion::new(&[disk(0., 0., 1.), disk(1., 0., 1.)]);
        for i in 0..2 {
            let free: f64 = union.exposed(i).iter().map(|a| a.1 - a.0).sum();
            assert!((free - TAU * 2.0 / 3.0).abs() < 1e-12);
            assert_eq!(union.exposed(i).len(), 1, "the seam does not cut an arc");
        }
    }

    #[test]
    fn a_hidden_range_that_reaches_the_seam_leaves_no_sliver() {
        // Disks left and right: the free arcs are up and down.
        let union = DiskUnion::new(&[disk(0., 0., 1.), disk(1., 0., 1.), disk(-1., 0., 1.)]);
        let free: f64 = union.exposed(0).iter().map(|a| a.1 - a.0).sum();
        assert_eq!(union.exposed(0).len(), 2);
        assert!((free - TAU / 3.0).abs() < 1e-12);
    }
}
