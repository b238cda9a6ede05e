//! The EPSG codes of the CGCS2000 Gauss–Krüger zones.
//!
//! A *plain* zone has eastings around 500,000; its *prefixed* twin has the zone number before them.

/// The code of the plain 3° zone on this central meridian.
pub(super) fn plain(central_meridian: f64) -> Option<u32> {
    let zones_from_75 = (central_meridian - 75.0) / 3.0;
    let is_zone = zones_from_75.fract() == 0.0 && (0.0..=20.0).contains(&zones_from_75);
    is_zone.then_some(4534 + zones_from_75 as u32)
}

/// The code of the prefixed zone with this number: 25–45 are 3° zones, 13–23 are 6° zones.
pub(super) fn of_number(number: u32) -> Option<u32> {
    match number {
        25..=45 => Some(4513 + number - 25),
        13..=23 => Some(4491 + number - 13),
        _ => None,
    }
}

/// The code of the zone with this central meridian and false easting; a plain zone on the meridian of a 3° and a
/// 6° zone is the same plane, and gets the code of the 3° zone.
pub(super) fn code(central_meridian: f64, false_easting: f64) -> Option<u32> {
    if false_easting == 500_000.0 {
        return plain(central_meridian);
    }
    let number = number(false_easting)?;
    let meridian = if number >= 25 { 3.0 * f64::from(number) } else { 6.0 * f64::from(number) - 3.0 };
    if false_easting == 1e6 * f64::from(number) + 500_000.0 && meridian == central_meridian {
        of_number(number)
    } else {
        None
    }
}

/// The zone number before an easting; `None` where the easting has none.
pub(super) fn number(easting: f64) -> Option<u32> {
    let number = (easting / 1e6).floor();
    ((13.0..=23.0).contains(&number) || (25.0..=45.0).contains(&number)).then_some(number as u32)
}

/// The central meridian of the 3° zone that holds this longitude, within the zones that have codes (75° to 135°).
pub(super) fn central_meridian(longitude: f64) -> f64 {
    (3.0 * (longitude / 3.0).round()).clamp(75.0, 135.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Xinchang lies on 120°E: EPSG:4549, and zone 40, EPSG:4528.
    #[test]
    fn codes_are_those_of_the_epsg_registry() {
        assert_eq!((plain(120.0), of_number(40)), (Some(4549), Some(4528)));
        assert_eq!(
            (plain(75.0), plain(135.0), plain(138.0), plain(121.0)),
            (Some(4534), Some(4554), None, None)
        );
        assert_eq!(
            (of_number(13), of_number(23), of_number(24), of_number(45)),
            (Some(4491), Some(4501), None, Some(4533))
        );
        assert_eq!(code(120.0, 40_500_000.0), Some(4528));
        assert_eq!(code(117.0, 20_500_000.0), Some(4498));
        assert_eq!(code(117.0, 40_500_000.0), None);
        assert_eq!(number(40_587_271.5), Some(40));
        assert_eq!(number(587_271.5), None);
        assert_eq!(central_meridian(120.9), 120.0);
        assert_eq!(central_meridian(73.5), 75.0);
    }
}
