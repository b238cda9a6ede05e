//! A small made-up town, the same on every machine: parcels alone and in heaps, facilities among them.

use std::f64::consts::TAU;
use std::io;
use std::path::Path;

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// So many parcels lie in one heap.
pub(crate) const HEAP: usize = 75;
/// So many parcels lie in heaps; they come first.
pub(crate) const HEAPED: usize = 40 * HEAP;
/// On each side of the grid of parcels that lie alone.
const GRID: usize = 55;
/// Parcels in all.
pub(crate) const PARCELS: usize = HEAPED + GRID * GRID;
/// How often the parcels stand in the large layer, so that it is read block by block.
const TIMES: usize = 5;
/// Each side of the town, which has two townships in a row and two rows of them, in metres.
const SIDE: f64 = 12_000.0;
const CATEGORIES: [&str; 3] = ["专业托育机构", "幼儿园托班", "婴幼儿服务驿站"];

/// Its south-western corner: in a plane, and on the globe.
const PLACE: Coord<f64> = Coord { x: 580_000.0, y: 3_260_000.0 };
const LON_LAT: Coord<f64> = Coord { x: 120.8, y: 29.4 };
/// Metres in a degree, nearly.
const DEGREE: Coord<f64> = Coord { x: 97_000.0, y: 110_900.0 };

/// Numbers that look random and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        low + (high - low) * (z >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn place(&mut self, middle: Coord<f64>, reach: f64) -> Coord<f64> {
        middle + Coord { x: self.between(-reach, reach), y: self.between(-reach, reach) }
    }

    /// A block of 5 to 39 corners, at times with a courtyard.
    fn parcel(&mut self, centre: Coord<f64>) -> Polygon<f64> {
        let (size, turn) = (self.between(25.0, 100.0), self.between(0.0, TAU));
        let n = self.between(5.0, 40.0) as usize;
        let outer = ring(centre, turn, n, || size * self.between(0.75, 1.0));
        let has_court = self.between(0.0, 1.0) < 0.05;
        let courts =
            if has_court { vec![clockwise(ring(centre, 0.0, 6, || size * 0.3))] } else { Vec::new() };
        Polygon::new(outer, courts)
    }
}

fn ring(centre: Coord<f64>, turn: f64, n: usize, mut radius: impl FnMut() -> f64) -> LineString<f64> {
    let corner = |k: usize| {
        let (sin, cos) = (turn + TAU * k as f64 / n as f64).sin_cos();
        let r = radius();
        centre + Coord { x: r * cos, y: r * sin }
    };
    let mut corners: Vec<Coord<f64>> = (0..n).map(corner).collect();
    corners.push(corners[0]);
    LineString(corners)
}

fn clockwise(mut ring: LineString<f64>) -> LineString<f64> {
    ring.0.reverse();
    ring
}

/// The town, in a plane, in metres; its parcels are valid.
pub(crate) struct Town {
    pub(crate) parcels: Vec<Polygon<f64>>,
    pub(crate) facilities: Vec<Coord<f64>>,
}

impl Town {
    pub(crate) fn made() -> Self {
        let mut dice = Dice(20_240_918);
        let middle = PLACE + Coord { x: SIDE / 2.0, y: SIDE / 2.0 };
        let mut parcels = Vec::with_capacity(PARCELS);
        for _ in 0..HEAPED / HEAP {
            let heap = dice.place(middle, SIDE / 2.0 - 500.0);
            for _ in 0..HEAP {
                let centre = dice.place(heap, 250.0);
                parcels.push(dice.parcel(centre));
            }
        }
        let step = SIDE / GRID as f64;
        for k in 0..GRID * GRID {
            let (column, row) = ((k % GRID) as f64 + 0.5, (k / GRID) as f64 + 0.5);
            parcels.push(dice.parcel(PLACE + Coord { x: column * step, y: row * step }));
        }
        let facilities = (0..200).map(|_| dice.place(middle, SIDE / 2.0)).collect();
        Self { parcels, facilities }
    }

    /// The parcels as the kernel takes them.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = MultiPolygon<f64>> {
        self.parcels.iter().map(|parcel| MultiPolygon(vec![parcel.clone()]))
    }

    /// Writes the layers and the layout plan.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let names = ["东乡", "西乡", "南乡", "北乡"];
        let half = SIDE / 2.0;
        let townships = names.iter().enumerate().map(|(k, name)| {
            let corner = PLACE + Coord { x: half * (k % 2) as f64, y: half * (k / 2) as f64 };
            let square = [(0.0, 0.0), (half, 0.0), (half, half), (0.0, half), (0.0, 0.0)];
            let square = square.map(|(x, y)| corner + Coord { x, y });
            let properties =
                format!(r#""code":"33062400{k}","name":"{name}","population":{}"#, 20_000 + 5_000 * k);
            feature(&properties, &format!(r#""Polygon","coordinates":[{}]"#, list(square)))
        });
        std::fs::write(folder.join("townships.geojson"), collection(townships))?;

        let parcels = || {
            self.parcels.iter().enumerate().map(|(k, parcel)| {
                let households = 20 + k * 7 % 880;
                let properties = format!(
                    r#""id":{k},"name":"小区{k}","households":{households},"population":{},"landuse":"0701""#,
                    households * 13 / 5
                );
                let rings = std::iter::once(parcel.exterior()).chain(parcel.interiors());
                let rings: Vec<String> = rings.map(|ring| list(ring.0.iter().copied())).collect();
                feature(&properties, &format!(r#""Polygon","coordinates":[{}]"#, rings.join(",")))
            })
        };
        std::fs::write(folder.join("residential.geojson"), collection(parcels()))?;
        std::fs::write(folder.join("large.geojson"), collection((0..TIMES).flat_map(|_| parcels())))?;

        let facilities = self.facilities.iter().enumerate().map(|(k, &at)| {
            let properties = format!(
                r#""id":{k},"name":"托育点{k}","category":"{}","slots":{},"public":{},"inclusive":{}"#,
                CATEGORIES[k % 3],
                2 + k * 11 % 118,
                k % 2 == 0,
                k % 5 != 0
            );
            feature(&properties, &format!(r#""Point","coordinates":{}"#, pair(at)))
        });
        std::fs::write(folder.join("facilities.geojson"), collection(facilities))?;

        let mut plan = String::from("乡镇街道,预期总托位数");
        CATEGORIES.iter().for_each(|c| plan.push_str(&format!(",{c}数量,{c}托位数")));
        names.iter().for_each(|name| plan.push_str(&format!("\n{name},890,10,600,10,250,10,40")));
        std::fs::write(folder.join("plan.csv"), plan + "\n")
    }
}

fn collection(features: impl Iterator<Item = String>) -> String {
    let features: Vec<String> = features.collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":{geometry}}}}}"#)
}

fn list(points: impl IntoIterator<Item = Coord<f64>>) -> String {
    let points: Vec<String> = points.into_iter().map(pair).collect();
    format!("[{}]", points.join(","))
}

fn pair(at: Coord<f64>) -> String {
    let from = at - PLACE;
    format!("[{:.7},{:.7}]", LON_LAT.x + from.x / DEGREE.x, LON_LAT.y + from.y / DEGREE.y)
}
