//! The program with standards: the figures of the sample and of small worlds, end to end.

mod land_use;
mod order;
mod own_standard;
mod readded;
mod reported;
mod sample;
mod stages;
mod table;
mod tables;

use serde_json::Value;

use crate::world::{World, collection, point, rectangle};

/// The first service of a report.
pub(crate) fn service(report: &Value) -> &Value {
    &report["services"][0]
}

/// A list of a report.
#[track_caller]
pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("expected a list, found {value}"))
}

/// The indicator of this number of a standard.
#[track_caller]
pub(crate) fn indicator<'a>(report: &'a Value, standard: &str, id: u64) -> &'a Value {
    let is_it = |indicator: &&Value| indicator["standard"] == standard && indicator["id"] == id;
    list(&service(report)["indicators"])
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("{standard} has no {id}"))
}

/// The requirements of the rule of this name.
#[track_caller]
pub(crate) fn requirements<'a>(report: &'a Value, id: &str) -> &'a Vec<Value> {
    let rules = list(&service(report)["rules"]);
    let rule = rules.iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("no rule {id}"));
    list(&rule["requirements"])
}

/// A project file for the layers of a small world.
pub(crate) struct Project<'a> {
    /// Lines of the residential layer.
    pub(crate) residential: &'a str,
    /// Lines of the service.
    pub(crate) service: &'a str,
    /// Tables of the service.
    pub(crate) tables: &'a str,
}

/// A project of the Xinchang standard and nothing else.
pub(crate) const XINCHANG: Project<'_> =
    Project { residential: "", service: "standards = [\"xinchang-2024\"]", tables: "" };

impl Project<'_> {
    fn text(&self) -> String {
        let Self { residential, service, tables } = self;
        format!(
            r#"name = "示例"
year = 2025
[layers.residential]
path = "residential.geojson"
{residential}
[layers.townships]
path = "townships.geojson"
[[service]]
id = "childcare"
name = "托育服务"
{service}
[service.facilities]
path = "facilities.geojson"
datum = "wgs84"
{tables}
"#
        )
    }

    /// A small world with this project: townships with residents and children, quarters with land-use codes. By hand:
    /// 80 places for 40,000 residents are 2 places per 1000, for 800 children 100 per 1000.
    pub(crate) fn world(&self) -> World {
        let world = World::new();
        let township = |name: &str, residents: u32, children: u32, at: [f64; 2]| {
            let says = serde_json::json!({"名称": name, "常住人口": residents, "3岁以下人数": children});
            rectangle(says, at, [0.01, 0.01])
        };
        world.write(
            "townships.geojson",
            collection(&[
                township("甲镇", 30_000, 500, [120.90, 29.50]),
                township("乙镇", 10_000, 300, [120.91, 29.50]),
            ]),
        );
        quarters(&world, ["0701", "0701", "0703"]);
        world.write("project.toml", self.text());
        world
    }
}

/// Puts quarters with these land-use codes into the world, all of one size: 东苑, wholly within 300 m of a facility;
/// 界边小区, of which the second township has one half; 西苑, reached only in 15 minutes.
pub(crate) fn quarters(world: &World, codes: [&str; 3]) {
    let places = [("东苑", [120.902, 29.502]), ("界边小区", [120.9095, 29.505]), ("西苑", [120.918, 29.508])];
    let features = places.iter().zip(codes).map(|((name, at), code)| {
        rectangle(serde_json::json!({"名称": name, "用地代码": code}), *at, [0.001, 0.001])
    });
    world.write("residential.geojson", collection(&features.collect::<Vec<_>>()));
}

/// A facility beside 东苑 or, further east, in the second township.
pub(crate) fn facility(properties: Value, east: f64) -> Value {
    point(properties, [120.9025 + east, 29.5025])
}

/// `analyze project.toml` into `out`.
pub(crate) fn analyse(world: &World, language: &str) -> crate::run::Outcome {
    world.run(&["analyze", "project.toml", "--lang", language, "-o", "out"])
}
