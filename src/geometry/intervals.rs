//! Unions of intervals on a line: parameters along an edge, angles along a circle.

/// An interval `(from, to)` with `from ≤ to`.
pub(crate) type Interval = (f64, f64);

/// Makes the intervals disjoint and ascending, in place. Touching intervals become one.
pub(crate) fn unite(intervals: &mut Vec<Interval>) {
    if intervals.len() < 2 {
        return;
    }
    intervals.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut kept = 0;
    for i in 1..intervals.len() {
        let next = intervals[i];
        if next.0 <= intervals[kept].1 {
            intervals[kept].1 = intervals[kept].1.max(next.1);
        } else {
            kept += 1;
            intervals[kept] = next;
        }
    }
    intervals.truncate(kept + 1);
}

/// Calls `each` for every interval in which both lists (each disjoint and ascending) hold.
pub(crate) fn intersect(a: &[Interval], b: &[Interval], mut each: impl FnMut(f64, f64)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(p), Some(q)) = (a.get(i), b.get(j)) {
        let (from, to) = (p.0.max(q.0), p.1.min(q.1));
        if from < to {
            each(from, to);
        }
        if p.1 < q.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn overlapping_and_touching_intervals_become_one() {
        let mut list = vec![(5.0, 6.0), (0.0, 2.0), (2.0, 3.0), (1.0, 1.5)];
        unite(&mut list);
        assert_eq!(list, [(0.0, 3.0), (5.0, 6.0)]);
    }

    proptest! {
        /// Membership of a point is the reference: united and intersected lists hold just the points that they should.
        #[test]
        fn union_and_intersection_hold_the_same_points(
            a in prop::collection::vec((0u8..40, 1u8..10), 0..8),
            b in prop::collection::vec((0u8..40, 1u8..10), 0..8),
        ) {
            let list = |v: &[(u8, u8)]| -> Vec<Interval> {
                v.iter().map(|(s, l)| (f64::from(*s), f64::from(*s) + f64::from(*l))).collect()
            };
            let holds = |l: &[Interval], x: f64| l.iter().any(|i| i.0 < x && x < i.1);
            let (a, b) = (list(&a), list(&b));
            let (mut ua, mut ub) = (a.clone(), b.clone());
            unite(&mut ua);
            unite(&mut ub);
            let mut both = Vec::new();
            intersect(&ua, &ub, |f, t| both.push((f, t)));
            for k in 0..60 {
                let x = f64::from(k) + 0.5;
                prop_assert_eq!(holds(&ua, x), holds(&a, x));
                prop_assert_eq!(holds(&both, x), holds(&a, x) && holds(&b, x));
            }
        }
    }
}
