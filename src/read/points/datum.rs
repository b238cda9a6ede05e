//! The datum that a heading names: 经度（GCJ-02）, 高德经度, `lon_wgs84`, X（2000）.

use super::super::plain::plain;

/// A datum as headings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedDatum {
    /// WGS 84 or CGCS2000, which agree to better than 1 m.
    Unshifted,
    /// GCJ-02: Amap, Tencent.
    Gcj02,
    /// BD-09: Baidu.
    Bd09,
}

impl NamedDatum {
    /// The datum that a heading names, or the key of a project file; of several, as in `WGS84转GCJ02`, the last.
    pub fn of(heading: &str) -> Option<Self> {
        let heading = joined(heading);
        let found = NAMES.iter().filter_map(|(name, datum)| Some((heading.rfind(name)?, *datum)));
        found.max_by_key(|(at, _)| *at).map(|(_, datum)| datum)
    }
}

/// What the headings of a table say of the datum of its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatumByHeading {
    /// The datum.
    pub datum: NamedDatum,
    /// The headings, parted by commas and quoted but at the ends.
    pub columns: String,
}

/// How headings name datums, written as [`joined`] writes; what begins or ends another stands behind it.
const NAMES: [(&str, NamedDatum); 22] = [
    ("cgcs2000", NamedDatum::Unshifted),
    ("国家大地2000", NamedDatum::Unshifted),
    ("2000国家大地", NamedDatum::Unshifted),
    ("大地2000", NamedDatum::Unshifted),
    ("国家2000", NamedDatum::Unshifted),
    ("cgcs", NamedDatum::Unshifted),
    ("2000", NamedDatum::Unshifted),
    ("天地图", NamedDatum::Unshifted),
    ("wgs84", NamedDatum::Unshifted),
    ("wgs", NamedDatum::Unshifted),
    ("gps", NamedDatum::Unshifted),
    ("84", NamedDatum::Unshifted),
    ("gcj02", NamedDatum::Gcj02),
    ("gcj", NamedDatum::Gcj02),
    ("火星", NamedDatum::Gcj02),
    ("高德", NamedDatum::Gcj02),
    ("amap", NamedDatum::Gcj02),
    ("腾讯", NamedDatum::Gcj02),
    ("百度", NamedDatum::Bd09),
    ("baidu", NamedDatum::Bd09),
    ("bd09", NamedDatum::Bd09),
    ("bd", NamedDatum::Bd09),
];

/// A heading without regard to width, case and spaces, without what stands in brackets and the name of a datum.
pub(super) fn without(heading: &str) -> String {
    let whole = plain(heading);
    let bare = whole.split('(').next().filter(|bare| !bare.is_empty()).unwrap_or(&whole);
    let mut name = joined(bare);
    for (datum, _) in NAMES {
        if let Some(rest) = name.strip_prefix(datum).filter(|rest| !rest.is_empty()) {
            // 高德地图经度, 火星坐标系经度; but 高德坐标 is the column 坐标.
            let strip = |rest, word| {
                str::strip_prefix(rest, word).filter(|left: &&str| !left.is_empty()).unwrap_or(rest)
            };
            name = ["地图", "坐标系", "坐标"].into_iter().fold(rest, strip).to_owned();
        } else if let Some(rest) = name.strip_suffix(datum).filter(|rest| !rest.is_empty()) {
            name = rest.to_owned();
        }
    }
    name
}

/// A heading in small letters of half width, without what parts the pieces of a name.
fn joined(heading: &str) -> String {
    let is_part = |c: &char| !matches!(c, '_' | '-' | '.' | ':' | '(' | ')');
    plain(heading).to_lowercase().chars().filter(is_part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_datums_in_many_ways() {
        use NamedDatum as D;
        for (heading, bare, datum) in [
            ("经度", "经度", None),
            ("经度（度）", "经度", None),
            ("经度（GCJ-02）", "经度", Some(D::Gcj02)),
            ("(GCJ-02)经度", "经度", Some(D::Gcj02)),
            ("高德经度", "经度", Some(D::Gcj02)),
            ("高德地图纬度", "纬度", Some(D::Gcj02)),
            ("火星坐标经度", "经度", Some(D::Gcj02)),
            ("腾讯 坐标", "坐标", Some(D::Gcj02)),
            ("lng_gcj02", "lng", Some(D::Gcj02)),
            ("bd_lon", "lon", Some(D::Bd09)),
            ("百度坐标系经纬度", "经纬度", Some(D::Bd09)),
            ("经度（WGS84）", "经度", Some(D::Unshifted)),
            ("lon_wgs84", "lon", Some(D::Unshifted)),
            ("X（2000）", "x", Some(D::Unshifted)),
            ("CGCS2000坐标 经度", "经度", Some(D::Unshifted)),
            ("经度（GCJ02转WGS84）", "经度", Some(D::Unshifted)),
            ("经度（WGS84转GCJ02）", "经度", Some(D::Gcj02)),
        ] {
            assert_eq!((without(heading).as_str(), NamedDatum::of(heading)), (bare, datum), "{heading}");
        }
    }
}
