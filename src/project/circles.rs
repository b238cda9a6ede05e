//! The circles of one service: each minutes once, and a longer walk reaches no less far.

use super::types::Circle;

/// Why a list of circles cannot be used; the positions are those in the list as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// Both have the same minutes; the first stands earlier in the list.
    SameMinutes(usize, usize),
    /// The first has fewer minutes than the second and a larger radius.
    Shrinks(usize, usize),
}

/// The circles by increasing minutes.
///
/// # Errors
/// Two circles have the same minutes, or one of more minutes has a smaller radius. Equal radii are allowed.
pub(super) fn in_order(circles: &[Circle]) -> Result<Vec<Circle>, Clash> {
    let mut sorted: Vec<(usize, Circle)> = circles.iter().copied().enumerate().collect();
    sorted.sort_by_key(|(position, circle)| (circle.minutes, *position));
    for pair in sorted.windows(2) {
        if let [(first, inner), (second, outer)] = pair {
            if inner.minutes == outer.minutes {
                return Err(Clash::SameMinutes(*first, *second));
            }
            if inner.radius > outer.radius {
                return Err(Clash::Shrinks(*first, *second));
            }
        }
    }
    Ok(sorted.into_iter().map(|(_, circle)| circle).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Metres;

    fn circles(pairs: &[(u32, f64)]) -> Vec<Circle> {
        let circle = |(minutes, metres)| Circle { minutes, radius: Metres::new(metres).expect("a radius") };
        pairs.iter().copied().map(circle).collect()
    }

    #[test]
    fn circles_are_sorted_and_clashes_told_by_their_first_places() {
        assert_eq!(in_order(&circles(&[(15, 1000.0), (5, 300.0)])), Ok(circles(&[(5, 300.0), (15, 1000.0)])));
        assert_eq!(in_order(&circles(&[(15, 300.0), (5, 300.0)])), Ok(circles(&[(5, 300.0), (15, 300.0)])));
        assert_eq!(in_order(&circles(&[(5, 300.0), (9, 400.0), (5, 350.0)])), Err(Clash::SameMinutes(0, 2)));
        assert_eq!(in_order(&circles(&[(15, 300.0), (5, 1000.0)])), Err(Clash::Shrinks(1, 0)));
    }
}
