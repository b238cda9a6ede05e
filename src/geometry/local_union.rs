//! What matters of a union of disks in a box: where many disks lie one above the other, few of them bound it.

use std::ops::ControlFlow;

use geo::{Coord, Rect};

use super::disk_union::{Disk, DiskUnion};

/// The disks of a union that matter within a box.
#[derive(Debug, Clone)]
pub struct LocalUnion<'u> {
    union: &'u DiskUnion,
    /// Those, by their positions in the union.
    disks: Vec<(u32, Disk)>,
    /// Whether one disk holds the box.
    is_whole: bool,
}

impl<'u> LocalUnion<'u> {
    /// Of a union, what matters within `extent`: for any box in it the answers are those of the union.
    pub fn within(union: &'u DiskUnion, extent: Rect<f64>) -> Self {
        let mut disks = Vec::new();
        let is_whole = union.for_each_near(extent, |i, disk| {
            if disk.holds_box(extent) {
                return ControlFlow::Break(());
            }
            disks.push((u32::try_from(i).unwrap_or(u32::MAX), *disk));
            ControlFlow::Continue(())
        });
        let is_whole = is_whole.is_break();
        if !is_whole {
            keep_those_that_matter(&mut disks, extent);
        }
        Self { union, disks, is_whole }
    }

    /// Gathers in `near` the disks that reach into a box within this one's and matter there; breaks off when one holds all
    /// of it.
    pub(super) fn find_near(&self, extent: Rect<f64>, near: &mut Vec<(u32, Disk)>) -> ControlFlow<()> {
        /// Fewer are not worth a second look.
        const FEW: usize = 6;
        near.clear();
        if self.is_whole {
            return ControlFlow::Break(());
        }
        for &(i, disk) in &self.disks {
            if disk.holds_box(extent) {
                return ControlFlow::Break(());
            }
            if disk.reaches_into(extent) {
                near.push((i, disk));
            }
        }
        if near.len() > FEW {
            keep_those_that_matter(near, extent);
        }
        ControlFlow::Continue(())
    }

    /// The angles of a circle of the union that bound the union.
    pub(super) fn exposed(&self, disk: u32) -> &'u [(f64, f64)] {
        self.union.exposed(disk as usize)
    }
}

/// Drops disks that add nothing to the union within a box: all that they cover there a single other one covers as well.
///
/// The power of a point to a disk is the squared distance from its centre less r²; at most 0 in the disk. Its difference for
/// two disks is linear in the point. So where at the four corners one disk has no larger power than another one, it has
/// none anywhere in the box, and holds all of the box that the other one does. Tried are the disks with the least power at
/// the corners and in the middle.
///
/// # Source
/// F. Aurenhammer: Power Diagrams: Properties, Algorithms and Applications. SIAM Journal on Computing 16 (1987) 78–96.
fn keep_those_that_matter(disks: &mut Vec<(u32, Disk)>, extent: Rect<f64>) {
    let (low, high) = (extent.min(), extent.max());
    let corners = [low, Coord { x: high.x, y: low.y }, high, Coord { x: low.x, y: high.y }];
    let least_at = |at: Coord<f64>| {
        let least = disks.iter().min_by(|p, q| power(&p.1, at).total_cmp(&power(&q.1, at)));
        least.map(|(i, disk)| (*i, corners.map(|corner| power(disk, corner))))
    };
    let places = [extent.center(), corners[0], corners[1], corners[2], corners[3]];
    let best = places.map(least_at);
    disks.retain(|(i, disk)| {
        let powers = corners.map(|corner| power(disk, corner));
        let is_best = best.iter().flatten().any(|(one, _)| one == i);
        is_best || !best.iter().flatten().any(|(_, other)| other.iter().zip(&powers).all(|(o, p)| o <= p))
    });
}

fn power(disk: &Disk, at: Coord<f64>) -> f64 {
    let off = at - disk.centre;
    off.x * off.x + off.y * off.y - disk.radius * disk.radius
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Circles of a few hundred metres and the like, and some that are equal or differ by a hair.
    fn disks() -> impl Strategy<Value = Vec<Disk>> {
        let disk = (-40..40i32, -40..40i32, 1..60i32, 0..3i32).prop_map(|(x, y, radius, hairs)| Disk {
            centre: Coord { x: f64::from(x), y: f64::from(y) },
            radius: f64::from(radius) + f64::from(hairs) * 1e-9,
        });
        prop::collection::vec(disk, 1..60)
    }

    fn place() -> impl Strategy<Value = Coord<f64>> {
        ((-50.0..50.0), (-50.0..50.0)).prop_map(|(x, y)| Coord { x, y })
    }

    proptest! {
        /// Of any place in the box it is told alike whether the union holds it, by what matters in the box and by what
        /// matters in a box within it.
        #[test]
        fn what_is_dropped_adds_nothing(disks in disks(), corners in (place(), place()), at in ((0.0..1.0), (0.0..1.0))) {
            let extent = Rect::new(corners.0, corners.1);
            let union = DiskUnion::new(&disks);
            let local = LocalUnion::within(&union, extent);
            let size = extent.max() - extent.min();
            let at = extent.min() + Coord { x: size.x * at.0, y: size.y * at.1 };
            let room = union.disks().iter().map(|disk| power(disk, at)).fold(f64::INFINITY, f64::min);
            prop_assume!(room.abs() > 1e-6);
            for inner in [extent, Rect::new(extent.min(), at), Rect::new(at, at)] {
                let mut near = Vec::new();
                let is_whole = local.find_near(inner, &mut near).is_break();
                let is_held = is_whole || near.iter().any(|(_, disk)| disk.holds(at));
                prop_assert_eq!(is_held, union.holds(at), "{:?}", inner);
            }
        }
    }

    /// A thousand circles about one place: those along the rim of the heap are what is left.
    #[test]
    fn few_of_a_heap_matter() {
        let about = |k: i32| Coord { x: f64::from(k % 32) * 10.0, y: f64::from(k / 32) * 10.0 };
        let disks: Vec<Disk> = (0..1024).map(|k| Disk { centre: about(k), radius: 1000.0 }).collect();
        let union = DiskUnion::new(&disks);
        let parcel = Rect::new(Coord { x: 1100.0, y: 300.0 }, Coord { x: 1340.0, y: 400.0 });
        let local = LocalUnion::within(&union, parcel);
        assert!(!local.is_whole && local.disks.len() < 40, "{}", local.disks.len());
    }
}
