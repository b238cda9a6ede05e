//! From coordinates as they stand in the file to a geometry: rings are closed, repeated vertices taken out,
//! rings without area left out. Winding and self-crossings are not looked at here.

use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

/// No coordinate of a place on Earth, in any unit down to the micrometre, is larger.
const LARGEST: f64 = 1e12;

/// Whether a number can be a coordinate: finite and at most 10¹² in size.
pub(super) fn is_coordinate(number: f64) -> bool {
    number.abs() <= LARGEST
}

/// How deep GeometryCollections may be nested; the standard advises against any nesting.
pub(super) const DEEPEST_COLLECTION: usize = 16;

/// The types of geometry that have coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Point,
    MultiPoint,
    LineString,
    MultiLineString,
    Polygon,
    MultiPolygon,
}

impl Kind {
    /// The type of this name, which is case-sensitive.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "Point" => Kind::Point,
            "MultiPoint" => Kind::MultiPoint,
            "LineString" => Kind::LineString,
            "MultiLineString" => Kind::MultiLineString,
            "Polygon" => Kind::Polygon,
            "MultiPolygon" => Kind::MultiPolygon,
            _ => return None,
        })
    }
}

/// Positions, lists of positions, and so on, as deep as they are nested.
#[derive(Debug)]
pub(super) enum Coordinates {
    Empty,
    Position(Coord),
    Positions(Vec<Coord>),
    Lists(Vec<Vec<Coord>>),
    Nests(Vec<Vec<Vec<Coord>>>),
}

/// The geometry of a feature as it stands in the file, heights dropped.
#[derive(Debug)]
pub(super) enum Shape {
    /// `null`, or no member `geometry`.
    Null,
    /// Refused; a note tells why.
    Unusable,
    /// An empty array of coordinates.
    Empty,
    Point(Coord),
    MultiPoint(Vec<Coord>),
    LineString(Vec<Coord>),
    MultiLineString(Vec<Vec<Coord>>),
    Polygon(Vec<Vec<Coord>>),
    MultiPolygon(Vec<Vec<Vec<Coord>>>),
    Collection(Vec<Shape>),
}

impl Shape {
    /// The shape of this kind and these coordinates; `None` when they do not fit together.
    pub(super) fn of(kind: Kind, coordinates: Coordinates) -> Option<Self> {
        Some(match (kind, coordinates) {
            (_, Coordinates::Empty) => Shape::Empty,
            (Kind::Point, Coordinates::Position(position)) => Shape::Point(position),
            (Kind::MultiPoint, Coordinates::Positions(positions)) => Shape::MultiPoint(positions),
            (Kind::LineString, Coordinates::Positions(line)) if line.len() > 1 => Shape::LineString(line),
            (Kind::MultiLineString, Coordinates::Lists(lines)) if lines.iter().all(|line| line.len() > 1) => {
                Shape::MultiLineString(lines)
            }
            (Kind::Polygon, Coordinates::Lists(rings)) => Shape::Polygon(rings),
            (Kind::MultiPolygon, Coordinates::Nests(polygons)) => Shape::MultiPolygon(polygons),
            _ => return None,
        })
    }

    /// The geometry, and in `repairs` what was done to get it; `None` when nothing is left.
    pub(super) fn into_geometry(self, repairs: &mut Repairs) -> Option<Geometry<f64>> {
        self.build("", repairs)
    }

    fn build(self, place: &str, repairs: &mut Repairs) -> Option<Geometry<f64>> {
        Some(match self {
            Shape::Null | Shape::Unusable | Shape::Empty => return None,
            Shape::Point(position) => Point(position).into(),
            Shape::MultiPoint(positions) => MultiPoint(positions.into_iter().map(Point).collect()).into(),
            Shape::LineString(line) => LineString(line).into(),
            Shape::MultiLineString(lines) => {
                MultiLineString(lines.into_iter().map(LineString).collect()).into()
            }
            Shape::Polygon(rings) => polygon(rings, || format!("{place}coordinates"), repairs)?.into(),
            Shape::MultiPolygon(polygons) => {
                let parts = polygons.into_iter().enumerate();
                let parts = parts
                    .filter_map(|(i, rings)| polygon(rings, || format!("{place}coordinates[{i}]"), repairs));
                let parts: Vec<_> = parts.collect();
                if parts.is_empty() {
                    return None;
                }
                MultiPolygon(parts).into()
            }
            Shape::Collection(shapes) => {
                let parts = shapes.into_iter().enumerate();
                let parts =
                    parts.filter_map(|(i, shape)| shape.build(&format!("{place}geometries[{i}]."), repairs));
                let parts: Vec<_> = parts.collect();
                if parts.is_empty() {
                    return None;
                }
                Geometry::GeometryCollection(GeometryCollection(parts))
            }
        })
    }
}

/// What was mended on the way from a shape to its geometry.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    /// The places of rings that were closed.
    pub(super) closed: Vec<String>,
    /// The places of rings that were left out, for they have fewer than three distinct vertices.
    pub(super) left_out: Vec<String>,
    /// How many repeated vertices were taken out.
    pub(super) repeated: usize,
}

/// A polygon; `None` when its outer ring is empty or left out, which takes its holes with it.
fn polygon(
    rings: Vec<Vec<Coord>>,
    place: impl Fn() -> String,
    repairs: &mut Repairs,
) -> Option<Polygon<f64>> {
    let mut rings = rings.into_iter().enumerate();
    let mut next = |repairs: &mut Repairs| {
        rings.next().map(|(i, positions)| ring(positions, || format!("{}[{i}]", place()), repairs))
    };
    let outer = next(repairs)??;
    let mut holes = Vec::new();
    while let Some(hole) = next(repairs) {
        holes.extend(hole);
    }
    Some(Polygon::new(outer, holes))
}

/// A ring without repeated vertices; `None` when it is empty or has fewer than three distinct ones.
fn ring(
    mut positions: Vec<Coord>,
    place: impl Fn() -> String,
    repairs: &mut Repairs,
) -> Option<LineString<f64>> {
    let first = *positions.first()?;
    let length = positions.len();
    if positions.windows(2).any(|pair| pair.first() == pair.last()) {
        positions.dedup();
    }
    let repeated = length - positions.len();
    if !has_three_distinct(&positions) {
        repairs.left_out.push(place());
        return None;
    }
    repairs.repeated += repeated;
    if positions.last() != Some(&first) {
        // A polygon closes its rings when it is made.
        repairs.closed.push(place());
    }
    Some(LineString(positions))
}

fn has_three_distinct(positions: &[Coord]) -> bool {
    let mut others = positions.iter();
    let Some(first) = others.next() else { return false };
    let Some(second) = others.find(|position| *position != first) else { return false };
    others.any(|position| position != first && position != second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;

    fn positions(numbers: &[(f64, f64)]) -> Vec<Coord> {
        numbers.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect()
    }

    fn built(shape: Shape) -> (Option<Geometry<f64>>, Repairs) {
        let mut repairs = Repairs::default();
        (shape.into_geometry(&mut repairs), repairs)
    }

    const SQUARE: [(f64, f64); 5] = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];

    #[test]
    fn an_open_ring_is_closed() {
        let (geometry, repairs) = built(Shape::Polygon(vec![positions(&SQUARE[..4])]));
        assert_eq!(geometry, Some(wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0))).into()));
        assert_eq!(repairs.closed, ["coordinates[0]"]);
    }

    #[test]
    fn repeated_vertices_are_taken_out() {
        let doubled: Vec<_> = SQUARE.iter().flat_map(|vertex| [*vertex, *vertex]).collect();
        let (geometry, repairs) = built(Shape::Polygon(vec![positions(&doubled)]));
        assert_eq!(geometry, Some(wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0))).into()));
        assert_eq!((repairs.repeated, repairs.closed.len()), (5, 0));
    }

    /// There and back again is a line, however many vertices tell it.
    #[test]
    fn rings_without_three_distinct_vertices_are_left_out() {
        let line = positions(&[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0), (2.0, 2.0), (1.0, 1.0)]);
        let (geometry, repairs) = built(Shape::Polygon(vec![positions(&SQUARE), line.clone()]));
        assert_eq!(geometry, Some(wkt!(POLYGON((0.0 0.0,4.0 0.0,4.0 4.0,0.0 4.0,0.0 0.0))).into()));
        assert_eq!(repairs.left_out, ["coordinates[1]"]);
        let (geometry, repairs) = built(Shape::MultiPolygon(vec![vec![line, positions(&SQUARE)]]));
        assert_eq!(geometry, None, "without its outer ring a polygon is nothing, whatever its holes");
        assert_eq!(repairs.left_out, ["coordinates[0][0]"]);
    }

    #[test]
    fn the_place_of_a_ring_in_a_collection_is_told() {
        let open = Shape::Collection(vec![
            Shape::Point(Coord { x: 1.0, y: 1.0 }),
            Shape::MultiPolygon(vec![vec![], vec![positions(&SQUARE), positions(&SQUARE[..4])]]),
        ]);
        let (geometry, repairs) = built(open);
        assert!(matches!(geometry, Some(Geometry::GeometryCollection(parts)) if parts.len() == 2));
        assert_eq!(repairs.closed, ["geometries[1].coordinates[1][1]"]);
    }

    #[test]
    fn emptiness_leaves_nothing_to_repair() {
        for shape in [
            Shape::Empty,
            Shape::Polygon(vec![vec![]]),
            Shape::MultiPolygon(vec![vec![], vec![vec![]]]),
            Shape::Collection(vec![Shape::Empty]),
        ] {
            let (geometry, repairs) = built(shape);
            assert_eq!(geometry, None);
            assert!(repairs.left_out.is_empty() && repairs.closed.is_empty());
        }
    }

    #[test]
    fn kind_and_depth_must_fit() {
        let deep = || Coordinates::Lists(vec![positions(&SQUARE)]);
        assert!(Shape::of(Kind::Polygon, deep()).is_some());
        assert!(Shape::of(Kind::MultiPolygon, deep()).is_none());
        assert!(Shape::of(Kind::LineString, Coordinates::Positions(positions(&SQUARE[..1]))).is_none());
    }
}
