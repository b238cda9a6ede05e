//! Boxes, found by where they lie: a packed R-tree, for many questions about boxes that stay as they are.

use std::ops::ControlFlow;

use geo::Rect;
use static_aabb2d_index::{StaticAABB2DIndex, StaticAABB2DIndexBuilder};

/// An index of boxes, which are known by their positions.
#[derive(Debug, Clone)]
pub struct BoxIndex(Option<StaticAABB2DIndex<f64>>);

impl BoxIndex {
    /// The index of some boxes.
    pub fn of(boxes: impl ExactSizeIterator<Item = Rect<f64>>) -> Self {
        let mut builder = StaticAABB2DIndexBuilder::new(boxes.len());
        for extent in boxes {
            builder.add(extent.min().x, extent.min().y, extent.max().x, extent.max().y);
        }
        // It fails for a wrong number of boxes, and for numbers that are no `f64`.
        Self(builder.build().ok())
    }

    /// Calls `each` for every box that meets this one, boundaries included, until it breaks off.
    pub fn for_each_near<B>(
        &self,
        extent: Rect<f64>,
        mut each: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(index) = &self.0 else { return ControlFlow::Continue(()) };
        let (low, high) = (extent.min(), extent.max());
        let mut visit = |position| match each(position) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(with) => Err(with),
        };
        match index.visit_query(low.x, low.y, high.x, high.y, &mut visit) {
            Ok(()) => ControlFlow::Continue(()),
            Err(with) => ControlFlow::Break(with),
        }
    }

    /// Whether of the boxes that meet this one, boundaries included, any is like that.
    pub fn any_near(&self, extent: Rect<f64>, mut is_like_that: impl FnMut(usize) -> bool) -> bool {
        let each = |i| if is_like_that(i) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        self.for_each_near(extent, each).is_break()
    }

    /// The boxes that meet this one, boundaries included.
    pub fn near(&self, extent: Rect<f64>) -> Vec<usize> {
        let Some(index) = &self.0 else { return Vec::new() };
        index.query(extent.min().x, extent.min().y, extent.max().x, extent.max().y)
    }
}

#[cfg(test)]
mod tests {
    use geo::Coord;
    use proptest::prelude::*;

    use super::*;

    fn square() -> impl Strategy<Value = Rect<f64>> {
        let whole = || (0..40i32).prop_map(f64::from);
        (whole(), whole(), 0..6i32).prop_map(|(x, y, side)| {
            let low = Coord { x, y };
            Rect::new(low, low + Coord { x: f64::from(side), y: f64::from(side) })
        })
    }

    /// Boxes without width or height, and one box many times: more of them than a node holds.
    #[test]
    fn boxes_on_one_line_are_found() {
        let at = |x: f64, y: f64| Rect::new(Coord { x, y }, Coord { x, y });
        for (dx, dy) in [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0)] {
            let index = BoxIndex::of((0..100).map(|k| at(7.0 + dx * f64::from(k), 7.0 + dy * f64::from(k))));
            let all = Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: 200.0, y: 200.0 });
            assert_eq!(index.near(all).len(), 100, "{dx} {dy}");
            assert!(index.any_near(at(7.0, 7.0), |i| i == 0) && !index.any_near(at(6.0, 7.0), |_| true));
        }
    }

    proptest! {
        #[test]
        fn the_boxes_that_meet_one_are_found(boxes in prop::collection::vec(square(), 0..60), one in square()) {
            let index = BoxIndex::of(boxes.iter().copied());
            let mut found = index.near(one);
            found.sort_unstable();
            let meets = |other: &Rect<f64>| {
                other.min().x <= one.max().x && one.min().x <= other.max().x
                    && other.min().y <= one.max().y && one.min().y <= other.max().y
            };
            let expected: Vec<usize> = (0..boxes.len()).filter(|&i| meets(&boxes[i])).collect();
            prop_assert_eq!(index.any_near(one, |_| true), !expected.is_empty());
            prop_assert_eq!(found, expected);
        }
    }
}
