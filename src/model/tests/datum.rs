//! The datum of a layer, judged by its points: the sample, and a real country moved into the box of China.

use std::path::{Path, PathBuf};

use geo::Coord;
use serde_json::Value;

use super::{Town, feature, in_words, point, told};
use crate::crs::{Plane, from_wgs84};
use crate::messages::Language;
use crate::model::datum_detection::{Against, Probe, judge, judge_polygons};
use crate::model::layer::OpenLayer;
use crate::model::township::{Borders, TownshipIndex};
use crate::model::{Piece, facility, land, land_use, township};
use crate::note::Notes;
use crate::progress::Silent;
use crate::project::{AreaRule, CrsChoice, Datum, LayerSpec};

/// Every position of a GeoJSON document, moved.
fn moved(value: &mut Value, to: &dyn Fn(Coord<f64>) -> Coord<f64>) {
    match value {
        Value::Array(items) => match (items.first(), items.get(1)) {
            (Some(Value::Number(x)), Some(Value::Number(y))) => {
                let at = to(Coord { x: x.as_f64().expect("x"), y: y.as_f64().expect("y") });
                *items = vec![at.x.into(), at.y.into()];
            }
            _ => items.iter_mut().for_each(|item| moved(item, to)),
        },
        Value::Object(members) => {
            ["features", "geometry", "coordinates"].into_iter().for_each(|name| {
                if let Some(member) = members.get_mut(name) {
                    moved(member, to);
                }
            });
        }
        _ => {}
    }
}

fn collection(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("JSON"))
}

/// A place with its land, and the points by which datums are judged there.
struct Place {
    folder: tempfile::TempDir,
    plane: Plane,
    index: TownshipIndex,
    pieces: Vec<Piece>,
    facilities: Value,
    residential: PathBuf,
}

fn layer(path: &Path, role: &'static str, fields: &[crate::field::Field]) -> OpenLayer {
    let spec = LayerSpec { path: path.to_owned(), ..LayerSpec::default() };
    OpenLayer::open(&spec, role, fields, &mut Notes::default(), &Silent).expect("a layer")
}

impl Place {
    fn of(townships: &Value, residential: &Value, facilities: Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, value: &Value| {
            let path = folder.path().join(name);
            std::fs::write(&path, value.to_string()).expect("a file can be written");
            path
        };
        let mut townships = layer(&file("townships.geojson", townships), "townships", &township::FIELDS);
        let path = file("residential.geojson", residential);
        let mut residential = layer(&path, "residential", &land::FIELDS);
        let mut notes = Notes::default();
        let extent = residential.lon_lat_bounds().expect("an extent");
        let plane = Plane::choose(&CrsChoice::Auto, extent, &mut notes).expect("a plane");
        let (drawn, _) = township::read(&mut townships, &plane, &mut notes).expect("townships");
        let index = TownshipIndex::of(&drawn, &Borders::of(&drawn));
        let placed = residential.polygons(&plane, AreaRule::Plane, &mut notes, &Silent).expect("parcels");
        let (_, homes) = land_use::homes(&residential, None, placed, &mut notes).expect("homes");
        let (_, pieces) = land::parcels(&residential, homes, &drawn, &index, &mut notes, &Silent);
        Self { folder, plane, index, pieces, facilities, residential: path }
    }

    /// The sample.
    fn xinchang() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/xinchang");
        let read = |name: &str| collection(&folder.join(name)).expect("the sample");
        Self::of(&read("townships.geojson"), &read("residential.geojson"), read("facilities.geojson"))
    }

    /// Liechtenstein, moved to 120.9°E 29.5°N: its facilities, and every 170th building.
    fn liechtenstein() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata/liechtenstein");
        let read = |name: &str| {
            let mut all = collection(&folder.join(name))?;
            moved(&mut all, &|at| Coord { x: at.x + 111.35, y: at.y - 17.64 });
            Some(all)
        };
        let mut points = read("facilities.geojson")?;
        let buildings = read("building_points.geojson")?;
        let buildings = buildings["features"].as_array()?.iter().step_by(170).cloned();
        points["features"].as_array_mut()?.extend(buildings);
        Some(Self::of(&read("municipalities.geojson")?, &read("landuse_residential.geojson")?, points))
    }

    /// The facilities as a layer whose coordinates are really on `datum`, which nothing says; and their points.
    fn facilities_on(&self, datum: Datum) -> (OpenLayer, Vec<Probe>) {
        let mut facilities = self.facilities.clone();
        moved(&mut facilities, &|at| from_wgs84(datum, at));
        let path = self.folder.path().join("facilities.geojson");
        std::fs::write(&path, facilities.to_string()).expect("a file can be written");
        let layer = layer(&path, "facilities", &facility::FIELDS);
        let service = Town::new().project.services.remove(0);
        let mut notes = Notes::default();
        let around = facility::Surroundings::of(layer.lon_lat_bounds().expect("a box"), 1_000.0);
        let (found, _) =
            facility::read(&layer, &service, None, &self.plane, (&around, &self.index), &mut notes)
                .expect("facilities");
        (layer, found.probes)
    }

    /// The code of the verdict on these points, and the datum that it proposes.
    fn verdict(&self, layer: &OpenLayer, probes: &[Probe]) -> (&'static str, bool, bool) {
        let mut notes = Notes::default();
        let land = Against::Land(&self.pieces);
        judge(layer, probes, land, &self.index, &self.plane, &mut notes).expect("a verdict");
        let note = notes.to_vec().remove(0);
        let action = note.action(Language::En).unwrap_or_default();
        (note.code, action.contains("\"gcj02\""), action.contains("\"bd09\""))
    }
}

/// A small generator of numbers, the same on every run (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).expect("a small number")
    }

    /// Some of these, in no order.
    fn some(&mut self, all: &[Probe], n: usize) -> Vec<Probe> {
        let mut all = all.to_vec();
        for i in 0..n {
            let j = i + self.below(all.len() - i);
            all.swap(i, j);
        }
        all.truncate(n);
        all
    }
}

/// Of 100 subsets of 10 points and more on each datum: how many tell nothing, by the size of the subset (10–19, 20–49,
/// 50–99, 100 and more), as `undecided/all`. A verdict that is wrong fails the test.
fn undecided(place: &Place, datum: Datum) -> [(usize, usize); 4] {
    let (layer, probes) = place.facilities_on(datum);
    let mut dice = Dice(2_025);
    let mut classes = [(0, 0); 4];
    for _ in 0..100 {
        let n = 10 + dice.below(probes.len().min(200) - 9);
        let (code, is_gcj02, is_bd09) = place.verdict(&layer, &dice.some(&probes, n));
        let class = &mut classes[[20, 50, 100].iter().filter(|least| n >= **least).count()];
        class.1 += 1;
        match (datum, code) {
            (_, "datum-undecided") => class.0 += 1,
            (Datum::Wgs84, "datum-fits") => {}
            (Datum::Gcj02, "datum-doubtful") if is_gcj02 => {}
            (Datum::Bd09, "datum-doubtful") if is_bd09 => {}
            _ => panic!("{n} points on {datum:?}: {code}"),
        }
    }
    classes
}

/// The rates that docs/data.md tells.
#[test]
fn detection_is_never_wrong_on_the_sample() {
    let place = Place::xinchang();
    let rates = [Datum::Wgs84, Datum::Gcj02, Datum::Bd09].map(|datum| undecided(&place, datum));
    assert_eq!(
        rates,
        [
            [(8, 14), (0, 62), (0, 24), (0, 0)],
            [(11, 14), (1, 62), (0, 24), (0, 0)],
            [(8, 14), (0, 62), (0, 24), (0, 0)],
        ]
    );
}

#[test]
fn detection_is_never_wrong_on_a_real_country() {
    let Some(place) = Place::liechtenstein() else {
        eprintln!("skipped: no data of Liechtenstein");
        return;
    };
    let rates = [Datum::Wgs84, Datum::Gcj02, Datum::Bd09].map(|datum| undecided(&place, datum));
    assert_eq!(
        rates,
        [
            [(4, 4), (11, 19), (1, 28), (0, 49)],
            [(4, 4), (18, 19), (10, 28), (0, 49)],
            [(4, 4), (5, 19), (0, 28), (0, 49)],
        ]
    );
}

/// The whole layer of residential land on GCJ-02, held against the townships: of the sample, whose land lies far from the
/// county's border, nothing can be told; nothing false is.
#[test]
fn residential_land_away_from_the_border_tells_nothing() {
    let place = Place::xinchang();
    let residential = layer(&place.residential, "residential", &land::FIELDS);
    let centre = |(i, piece): (usize, &Piece)| Some((i + 1, crate::geometry::interior_point(&piece.shape)?));
    let centres: Vec<_> = place.pieces.iter().enumerate().filter_map(centre).collect();
    let mut notes = Notes::default();
    judge_polygons(&residential, &centres, &place.index, &place.plane, &mut notes).expect("a verdict");
    assert!(notes.to_vec().is_empty());
}

/// Forty quarters in a row, each with its facility and its township named, from Amap.
fn shifted_town(datum: Option<Datum>) -> Town {
    let parcel = |i: i32| feature("{}", &super::square(3 * (i % 7), 3 * (i / 7), 1));
    let facility = |i: i32| {
        let at = from_wgs84(
            Datum::Gcj02,
            Coord { x: 120.9005 + 0.003 * f64::from(i % 7), y: 29.5005 + 0.003 * f64::from(i / 7) },
        );
        let geometry = format!("{{\"type\":\"Point\",\"coordinates\":[{},{}]}}", at.x, at.y);
        feature(r#"{"托位数":10,"乡镇":"羽林街道"}"#, &geometry)
    };
    let mut town = Town::new()
        .residential(&(0..40).map(parcel).collect::<Vec<_>>())
        .facilities(&(0..40).map(facility).collect::<Vec<_>>());
    town.project.services[0].facilities.datum = datum;
    town
}

#[test]
fn a_shifted_layer_is_told_with_the_evidence_and_not_converted() {
    let study = shifted_town(None).study();
    assert!((study.services[0].facilities[0].sites[0].lon_lat.x - 120.9005).abs() > 0.004, "as given");
    insta::assert_snapshot!(in_words(&study, &["datum-doubtful"], Language::En), @r#"
    the facility coordinates are taken to be on WGS 84, but GCJ-02 fits better; within 50 m of residential land lie, of 40 points: WGS 84 0 %, GCJ-02 100 %, BD-09 45 %; in the township that they name, of 40: WGS 84 29, GCJ-02 40, BD-09 14
      nothing was converted; if the points come from such a map (Amap and Tencent: GCJ-02, Baidu: BD-09), set `datum = "gcj02"` for the layer in the project file or `--point-datum gcj02`, else `datum = "wgs84"` and check the residential land
    "#);
    insta::assert_snapshot!(in_words(&study, &["datum-doubtful"], Language::ZhCn), @r#"
    设施坐标按 WGS 84 处理，但更符合 GCJ-02：40 个点中距居住用地 50 米以内的比例：WGS 84 0 %, GCJ-02 100 %, BD-09 45 %；40 个填有乡镇的点中，落在该乡镇内的个数：WGS 84 29, GCJ-02 40, BD-09 14
      未作任何转换；若点位取自高德、腾讯（GCJ-02）或百度（BD-09），请在项目文件中为该图层设置 `datum = "gcj02"`，或使用 `--point-datum gcj02`；否则设为 `datum = "wgs84"` 并检查居住用地
    "#);
    // Stated rightly there is nothing to tell; stated wrongly the other way round.
    let codes = ["datum-doubtful", "datum-fits", "datum-undecided"];
    assert!(told(&shifted_town(Some(Datum::Gcj02)).study(), &codes).is_empty());
    let wrong = told(&shifted_town(Some(Datum::Bd09)).study(), &codes);
    assert_eq!(wrong.iter().map(|note| note.code).collect::<Vec<_>>(), ["datum-doubtful"]);
}

/// Sixty quarters along both borders of the only township, from Amap: as given half of them lie beyond the eastern one,
/// from Baidu they would lie beyond the western one.
#[test]
fn residential_land_along_a_border_is_told() {
    let parcel = |i: i32| {
        let west = if i < 30 { 120.9005 } else { 120.9165 };
        let (x, y) = (west + 0.001 * f64::from(i % 3), 29.5005 + 0.0015 * f64::from(i % 30 / 3));
        let corners = [(0., 0.), (0.0005, 0.), (0.0005, 0.0005), (0., 0.0005), (0., 0.)];
        let ring = corners.map(|(dx, dy)| {
            let at = from_wgs84(Datum::Gcj02, Coord { x: x + dx, y: y + dy });
            format!("[{},{}]", at.x, at.y)
        });
        feature("{}", &format!("{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}", ring.join(",")))
    };
    let mut town = Town::new()
        .residential(&(0..60).map(parcel).collect::<Vec<_>>())
        .facilities(&[feature("{}", &point(17, 5))]);
    assert_eq!(told(&town.study(), &["datum-doubtful-in-townships"]).len(), 1);
    town.project.residential.datum = Some(Datum::Gcj02);
    assert_eq!(told(&town.study(), &["datum-doubtful-in-townships"]), []);
}

/// One facility tells nothing, and says so; beyond China nothing is asked.
#[test]
fn too_few_points_tell_nothing() {
    let study = Town::new().facilities(&[feature("{}", &point(5, 5))]).study();
    insta::assert_snapshot!(in_words(&study, &["datum-undecided"], Language::En), @"
    the project does not say on which datum the facility coordinates are; taken as WGS 84, and the points do not tell; within 50 m of residential land lie, of 1 points: WGS 84 100 %, GCJ-02 0 %, BD-09 0 %; in the township that they name, of 0: WGS 84 0, GCJ-02 0, BD-09 0
      points from Amap (GCJ-02) or Baidu (BD-09) would be 500 to 1,000 m off: then set `datum` in the project file or `--point-datum`
    ");
    insta::assert_snapshot!(in_words(&study, &["datum-undecided"], Language::ZhCn), @"
    项目未说明设施坐标的基准，按 WGS 84 处理，数据不足以判断：1 个点中距居住用地 50 米以内的比例：WGS 84 100 %, GCJ-02 0 %, BD-09 0 %；0 个填有乡镇的点中，落在该乡镇内的个数：WGS 84 0, GCJ-02 0, BD-09 0
      若点位取自高德（GCJ-02）或百度（BD-09），将偏移约 500 至 1000 米，请在项目文件中设置 `datum` 或使用 `--point-datum`
    ");
}

/// A table whose headings name a datum, or two.
#[test]
fn what_headings_say_of_the_datum_is_told() {
    let codes = ["datum-in-heading", "datum-against-heading", "datum-undecided"];
    let told_of = |header: &str, datum| {
        let mut town = Town::new();
        let facilities = &mut town.project.services[0].facilities;
        facilities.datum = datum;
        let path = facilities.path.with_file_name("facilities.csv");
        std::fs::write(&path, format!("名称,托位数,{header}\n甲园,20,120.9055,29.5055\n")).expect("a table");
        facilities.path = path;
        let study = town.study();
        let found: Vec<_> = told(&study, &codes).iter().map(|note| note.code).collect();
        (
            found,
            [Language::En, Language::ZhCn].map(|language| in_words(&study, &codes[..2], language)).join("\n"),
        )
    };
    let (found, words) = told_of("经度（GCJ-02）,纬度（GCJ-02）", None);
    assert_eq!(found, ["datum-in-heading", "datum-undecided"]);
    insta::assert_snapshot!(words, @r#"
    the headings `经度（GCJ-02）`, `纬度（GCJ-02）` say that the coordinates are GCJ-02, and the project does not say on which datum they are
      nothing was converted, and they are 500 to 1,000 m off if the headings are right: then set `datum = "gcj02"` for the layer in the project file, or `--point-datum gcj02` for facilities; else `datum = "wgs84"`
    表头 `经度（GCJ-02）`, `纬度（GCJ-02）` 写明坐标为 GCJ-02，但项目未说明坐标基准
      未作任何转换；如表头无误，坐标偏移约 500 至 1000 米，请在项目文件中为该图层设置 `datum = "gcj02"`，设施也可使用 `--point-datum gcj02`；否则设为 `datum = "wgs84"`
    "#);
    assert_eq!(told_of("百度经度,百度纬度", None).0, ["datum-in-heading", "datum-undecided"]);
    assert_eq!(told_of("经度,纬度", None).0, ["datum-undecided"]);
    assert!(told_of("经度（WGS84）,纬度（WGS84）", None).0.is_empty());
    assert!(told_of("高德经度,高德纬度", Some(Datum::Gcj02)).0.is_empty());
    assert!(told_of("经度（WGS84）,纬度（WGS84）", Some(Datum::Cgcs2000)).0.is_empty());
    let (found, words) = told_of("经度（WGS84）,纬度（WGS84）", Some(Datum::Bd09));
    assert_eq!(found, ["datum-against-heading"]);
    insta::assert_snapshot!(words, @"
    the headings `经度（WGS84）`, `纬度（WGS84）` say that the coordinates are WGS 84, and the project says BD-09
      taken as BD-09; correct `datum` in the project file (or `--point-datum`), or the headings, or name other columns with `x` and `y`
    表头 `经度（WGS84）`, `纬度（WGS84）` 写明坐标为 WGS 84，项目中写明的却是 BD-09
      已按 BD-09 处理；请更正项目文件中的 `datum`（或 `--point-datum`），或更正表头，或用 `x` 和 `y` 指定其他坐标列
    ");
}
