//! How the figures were made, in sentences: what stands below a table or a list of files.

use super::words::{Words, amount};
use crate::project::{AreaRule, CircleRule};
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
}

/// Whether a code is one of the 3° Gauss–Krüger zones of CGCS2000, with the zone's number before the easting or not.
fn is_cgcs2000_zone(crs: &str) -> bool {
    let code = crs.strip_prefix("EPSG:").and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| (4513..=4554).contains(&code))
}
