//! A small world in a temporary folder: two townships side by side, three quarters, two facilities, a plan.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Outcome, contents, json as json_file, program, run, unprinted};

/// The layers of the small world, and what was done with them.
pub(crate) struct World {
    folder: tempfile::TempDir,
    /// The result of the first, good run.
    earlier: BTreeMap<String, Vec<u8>>,
}

/// The plan table of the small world: two townships, two categories, sums that add up.
pub(crate) const PLAN: &str = "\
乡镇（街道）,预期总托位数,专业托育机构数量,专业托育机构托位数,幼儿园托班数量,幼儿园托班托位数
甲镇,80,1,60,1,20
乙镇,20,0,0,1,20
合计,100,1,60,2,40
";

/// The flags that name every layer of the world.
pub(crate) const LAYERS: [&str; 10] = [
    "--facilities",
    "facilities.geojson",
    "--residential",
    "residential.geojson",
    "--townships",
    "townships.geojson",
    "--plan",
    "plan.csv",
    "--point-datum",
    "wgs84",
];

impl World {
    /// The world as it should be, not analysed yet.
    pub(crate) fn new() -> Self {
        let world =
            Self { folder: tempfile::tempdir().expect("a temporary folder"), earlier: BTreeMap::new() };
        world.write(
            "townships.geojson",
            collection(&[
                rectangle(json!({"名称": "甲镇"}), [120.90, 29.50], [0.01, 0.01]),
                rectangle(json!({"名称": "乙镇"}), [120.91, 29.50], [0.01, 0.01]),
            ]),
        );
        world.write(
            "residential.geojson",
            collection(&[
                rectangle(json!({"名称": "东苑"}), [120.902, 29.502], [0.001, 0.001]),
                rectangle(json!({"名称": "界边小区"}), [120.9095, 29.505], [0.001, 0.001]),
                rectangle(json!({"名称": "西苑"}), [120.918, 29.508], [0.001, 0.001]),
            ]),
        );
        world.write(
            "facilities.geojson",
            collection(&[
                point(json!({"名称": "甲托育园", "类型": "专业托育机构", "托位数": 60}), [120.9025, 29.5025]),
                point(json!({"名称": "乙幼儿园", "类型": "幼儿园托班", "托位数": 20}), [120.9130, 29.5055]),
            ]),
        );
        world.write("plan.csv", PLAN);
        world
    }

    /// The world with an earlier result in the folder `out`, which no failed run may touch.
    pub(crate) fn with_result() -> Self {
        let mut world = Self::new();
        world.analyze(&["-o", "out"]).done();
        world.earlier = contents(&world.path("out"));
        for name in [".lifecircle", "index.md", "report.json"] {
            assert!(world.earlier.contains_key(name), "{name}");
        }
        world
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("the temporary folder can be written");
    }

    /// Runs the program in the folder of the world.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        run(&mut program(self.folder(), arguments), self.folder())
    }

    /// `analyze` with the layers of the world and in English, but for what is among the arguments.
    pub(crate) fn analyze(&self, arguments: &[&str]) -> Outcome {
        let defaults = LAYERS.chunks_exact(2).chain([&["--lang", "en"][..]]);
        let others: Vec<&str> =
            defaults.filter(|flag| !arguments.contains(&flag[0])).flatten().copied().collect();
        self.run(&[&["analyze"], &others[..], &unprinted(arguments)[..]].concat())
    }

    /// `analyze` into `out`, which must fail and leave the earlier result as it was, byte for byte, with nothing
    /// beside it. Exit status and standard error.
    #[track_caller]
    pub(crate) fn fails(&self, arguments: &[&str]) -> String {
        let before: Vec<String> = contents(self.folder()).into_keys().collect();
        let outcome = self.analyze(&[arguments, &["-o", "out"]].concat());
        assert_ne!(outcome.status, 0, "{}", outcome.stdout);
        self.is_untouched(&before);
        outcome.failure()
    }

    #[track_caller]
    fn is_untouched(&self, before: &[String]) {
        assert!(!self.earlier.is_empty(), "there is an earlier result to look at");
        assert!(contents(&self.path("out")) == self.earlier, "the earlier result was changed");
        let after: Vec<String> = contents(self.folder()).into_keys().collect();
        assert_eq!(before, after, "something new lies beside the earlier result");
    }

    /// Puts `content` in the place of a layer or table; then as [`World::fails`].
    #[track_caller]
    pub(crate) fn fails_with(file: &str, content: impl AsRef<[u8]>) -> String {
        let world = Self::with_result();
        world.write(file, content);
        world.fails(&[])
    }

    /// Puts `content` in the place of a layer or table; the run must succeed all the same.
    #[track_caller]
    pub(crate) fn succeeds_with(file: &str, content: impl AsRef<[u8]>) -> (Self, Outcome) {
        let world = Self::new();
        world.write(file, content);
        let outcome = world.analyze(&["-o", "out"]).done();
        (world, outcome)
    }

    /// The report of the last run into `out`.
    pub(crate) fn report(&self) -> Value {
        json_file(&self.path("out/report.json"))
    }
}

/// A feature collection without a CRS.
pub(crate) fn collection(features: &[Value]) -> String {
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

/// A feature collection with the older `crs` member.
pub(crate) fn collection_in(code: u32, features: &[Value]) -> String {
    let name = format!("urn:ogc:def:crs:EPSG::{code}");
    json!({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": name}}, "features": features})
        .to_string()
}

/// A feature of any geometry.
pub(crate) fn feature(properties: Value, geometry: Value) -> Value {
    json!({"type": "Feature", "properties": properties, "geometry": geometry})
}

/// A point.
pub(crate) fn point(properties: Value, at: [f64; 2]) -> Value {
    feature(properties, json!({"type": "Point", "coordinates": at}))
}

/// A polygon of one ring.
pub(crate) fn polygon(properties: Value, ring: &[[f64; 2]]) -> Value {
    feature(properties, json!({"type": "Polygon", "coordinates": [ring]}))
}

/// A rectangle from its lower left corner and its size, anticlockwise.
pub(crate) fn rectangle(properties: Value, [x, y]: [f64; 2], [width, height]: [f64; 2]) -> Value {
    polygon(properties, &[[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]])
}
