//! How the figures were made, in sentences: what stands below a map, in the workbook and on the page.

use super::words::{Words, amount};
use crate::project::{AreaRule, CircleRule, ConfigurationLand, LandUseScheme, OverlapRule};
use crate::report::{Method, ServiceReport};

impl Words {
    /// The coordinate system as a planning review expects it: datum, projection, central meridian and zone.
    pub(crate) fn coordinate_line(self, method: &Method) -> String {
        let degrees = |meridian: f64| amount(meridian);
        match (is_cgcs2000_zone(&method.crs), method.central_meridian) {
            (true, Some(meridian)) => self.filled(
                "words.statement.crs-zone",
                &[("meridian", &degrees(meridian)), ("crs", &method.crs)],
            ),
            (_, Some(meridian)) => self.filled(
                "words.statement.crs-with-meridian",
                &[("name", &method.crs_name), ("meridian", &degrees(meridian)), ("crs", &method.crs)],
            ),
            (_, None) => {
                self.filled("words.statement.crs", &[("name", &method.crs_name), ("crs", &method.crs)])
            }
        }
    }

    /// The circles of a service: straight radii, not roads.
    pub(crate) fn circle_line(self, service: &ServiceReport) -> String {
        let circles: Vec<String> = service
            .circles
            .iter()
            .map(|c| {
                let radius = amount(c.radius_m);
                self.filled("words.summary.circle", &[("minutes", &c.minutes), ("radius", &radius)])
            })
            .collect();
        let circles = circles.join(&self.label("words.list-separator"));
        self.filled("words.statement.circles", &[("circles", &circles)])
    }

    /// The reading of the configuration rate that leads, and the homes that it counts.
    pub(crate) fn configuration_line(self, service: &ServiceReport, method: &Method) -> String {
        let land = self.label(match method.configuration_land {
            ConfigurationLand::Urban => "words.statement.land-urban",
            ConfigurationLand::All => "words.statement.land-all",
        });
        let reading = self.reading(service.county.configuration.rule);
        self.filled("words.statement.configuration", &[("reading", &reading), ("land", &land)])
    }

    /// How areas were taken.
    pub(crate) fn area_line(self, area: AreaRule) -> String {
        self.label(match area {
            AreaRule::Ellipsoid => "words.statement.area-ellipsoid",
            AreaRule::Plane => "words.statement.area-plane",
        })
    }

    /// How radii were laid out.
    pub(crate) fn radius_line(self, circles: CircleRule) -> String {
        self.label(match circles {
            CircleRule::Ground => "words.statement.radius-ground",
            CircleRule::Plane => "words.statement.radius-plane",
        })
    }

    /// How land under several parcels was counted.
    pub(crate) fn overlap_line(self, overlaps: OverlapRule) -> String {
        self.label(match overlaps {
            OverlapRule::Once => "words.statement.overlaps-once",
            OverlapRule::Each => "words.statement.overlaps-each",
        })
    }

    /// Whose land-use codes the residential layer has, and how that is known.
    pub(crate) fn land_use_line(self, method: &Method) -> String {
        let scheme = self.label(match method.land_use_scheme {
            Some(LandUseScheme::LandSurvey) => "words.statement.scheme-land-survey",
            Some(LandUseScheme::LandAndSeaUse) => "words.statement.scheme-land-and-sea-use",
            None => "words.statement.scheme-unknown",
        });
        self.filled("words.statement.scheme", &[("scheme", &scheme), ("known", &method.land_use_known_by)])
    }
}

/// Whether a code is one of the 3° Gauss–Krüger zones of CGCS2000, with the zone's number before the easting or not.
fn is_cgcs2000_zone(crs: &str) -> bool {
    let code = crs.strip_prefix("EPSG:").and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| (4513..=4554).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;

    #[test]
    fn the_coordinate_line_says_what_the_plane_is() {
        let mut method = fixture::report("zh-CN").method;
        let line = |method: &Method, tag| Words::of_tag(tag).coordinate_line(method);
        insta::assert_snapshot!(line(&method, "zh-CN"), @"2000国家大地坐标系，高斯-克吕格投影，中央子午线120°，3°分带（EPSG:4549）");
        insta::assert_snapshot!(line(&method, "en"), @"CGCS2000, Gauss–Krüger projection, central meridian 120°, 3° zone (EPSG:4549)");
        "+proj=tmerc +lon_0=9.5".clone_into(&mut method.crs);
        "transverse Mercator".clone_into(&mut method.crs_name);
        method.central_meridian = Some(9.5);
        insta::assert_snapshot!(line(&method, "zh-CN"), @"transverse Mercator，中央子午线9.5°（+proj=tmerc +lon_0=9.5）");
        method.central_meridian = None;
        insta::assert_snapshot!(line(&method, "zh-CN"), @"transverse Mercator（+proj=tmerc +lon_0=9.5）");
    }
}
