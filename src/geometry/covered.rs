//! The kernel: the area of a polygon that a union of disks covers, exactly.
//!
//! By Green's theorem, area(P ∩ U) = ½ ∮ (x dy − y dx) over ∂P inside U and ∂U inside P:
//!
//! - every edge of P: the parameter intervals inside each disk (a quadratic), united;
//! - every bounding arc of U: cut where it crosses an edge of P; the pieces whose middle lies in P count.
//!
//! A line and an arc share no length, so nothing degenerate is left: a wrong side at a touching point costs an
//! area of the size of the rounding.

use std::f64::consts::TAU;
use std::ops::ControlFlow;

use geo::{Coord, MapCoordsInPlace, MultiPolygon, Rect};

use super::arc::Arc;
use super::disk_union::{Disk, DiskUnion};
use super::edge_index::EdgeIndex;
use super::edge_parts::EdgeParts;
use super::intervals::{Interval, intersect, unite};
use super::local_union::LocalUnion;
use super::outline::{draw, link, polygons_of};
use super::ring::{around, cross, is_right_of, rings};

/// How far beyond an edge's ends a crossing still cuts the circle, in edge lengths. A cut too many is harmless;
/// one missed, where a circle runs through a vertex, is not.
const CUT_MARGIN: f64 = 1e-9;

/// A circle that comes this near to an edge, in metres, touches it.
const TOUCH_M: f64 = 1e-7;

/// The rounding of a covered area, as a share of the polygon's.
const ROUNDING: f64 = 1e-10;

/// The working memory of the kernel; one a thread.
#[derive(Debug, Default)]
pub struct Kernel {
    found: Vec<(u32, Disk)>,
    near: Vec<Near>,
    /// The edges of all rings, about the polygon's own origin.
    edges: Vec<(Coord<f64>, Coord<f64>)>,
    /// Their index, where they are many.
    index: Option<EdgeIndex>,
    /// The disks that reach into the box of some edges that follow each other, by their places in `near`.
    near_run: Vec<u32>,
    inside: Vec<Interval>,
    cuts: Vec<(u32, f64)>,
    angles: Vec<f64>,
}

/// A disk that reaches into the polygon's box, about the polygon's own origin.
#[derive(Debug, Clone, Copy)]
struct Near {
    disk: u32,
    centre: Coord<f64>,
    radius: f64,
    radius_squared: f64,
    is_exposed: bool,
}

impl Near {
    /// Whether the disk reaches into a box, or touches it.
    fn touches(&self, extent: Rect<f64>) -> bool {
        let disk = Disk { centre: self.centre, radius: self.radius + 2.0 * TOUCH_M };
        disk.reaches_into(extent)
    }
}

/// An arc of one disk of a union: the disk, and the angles from and to.
pub type DiskArc = (u32, f64, f64);

/// What one polygon adds to the boundary of (a union of polygons) ∩ (a union of disks).
///
/// Polygons that overlap are summed over one common origin: their visible edges inside the disks, and the arcs
/// inside any of them, united disk by disk before they are measured ([`SoupPart::arcs_area`]).
#[derive(Debug)]
pub struct SoupPart<'a> {
    /// The parts of the polygon's edges that lie in no other polygon.
    pub visible: &'a EdgeParts,
    /// ½ ∮ over all of them, about the origin: what counts where one disk holds the polygon.
    pub whole_area: f64,
    /// The common origin.
    pub origin: Coord<f64>,
    /// Gathers ½ ∮ over the visible edges inside the disks.
    pub edges_area: f64,
    /// Gathers the bounding arcs of the disks inside the polygon: disk, and angles.
    pub arcs: Vec<DiskArc>,
}

impl SoupPart<'_> {
    /// ½ ∮ over the union of arcs, about `origin`.
    pub fn arcs_area(disks: &DiskUnion, mut arcs: Vec<DiskArc>, origin: Coord<f64>) -> f64 {
        arcs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        let mut area = 0.0;
        for of_one_disk in arcs.chunk_by(|a, b| a.0 == b.0) {
            let disk = &disks.disks()[of_one_disk[0].0 as usize];
            let mut angles: Vec<Interval> = of_one_disk.iter().map(|a| (a.1, a.2)).collect();
            unite(&mut angles);
            for (from, to) in angles {
                area += Arc { centre: disk.centre - origin, radius: disk.radius, from, to }.green();
            }
        }
        area
    }
}

impl Kernel {
    /// The area of `shape ∩ disks`, m². `extent` is the box of the shape, which lies in that of the disks; `area` is its
    /// area: what lies in one disk as a whole is answered with it to the last bit.
    ///
    /// # Accuracy
    /// About 1e-12 of the area of the box; a larger disk never covers less by more than that.
    ///
    /// # Examples
    /// ```
    /// use geo::{Coord, MapCoordsInPlace, MultiPolygon, Rect};
    /// use lifecircle::geometry::{Disk, DiskUnion, Kernel, LocalUnion};
    /// // A quarter of a disk of 10 m covers π·25 m² of a square whose corner is its centre.
    /// let box_ = Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: 20.0, y: 20.0 });
    /// let square = MultiPolygon(vec![box_.to_polygon()]);
    /// let square = lifecircle::geometry::land(square).shape;
    /// let disks = DiskUnion::new(&[Disk { centre: Coord { x: 0.0, y: 0.0 }, radius: 10.0 }]);
    /// let area = Kernel::default().covered_area(&LocalUnion::within(&disks, box_), &square, box_, 400.0);
    /// assert!((area - std::f64::consts::PI * 25.0).abs() < 1e-9);
    /// ```
    pub fn covered_area(
        &mut self,
        disks: &LocalUnion<'_>,
        shape: &MultiPolygon<f64>,
        extent: Rect<f64>,
        area: f64,
    ) -> f64 {
        self.measure(disks, shape, extent, area, None)
    }

    /// As [`Kernel::covered_area`], and adds to `soup` what the polygon gives to the union that it is part of.
    pub fn covered_area_in_soup(
        &mut self,
        disks: &LocalUnion<'_>,
        shape: &MultiPolygon<f64>,
        extent: Rect<f64>,
        area: f64,
        soup: &mut SoupPart<'_>,
    ) -> f64 {
        self.measure(disks, shape, extent, area, Some(soup))
    }

    fn measure(
        &mut self,
        disks: &LocalUnion<'_>,
        shape: &MultiPolygon<f64>,
        extent: Rect<f64>,
        area: f64,
        mut soup: Option<&mut SoupPart<'_>>,
    ) -> f64 {
        let origin = extent.center();
        let is_whole = self.find_near(disks, extent, origin).is_break();
        if self.near.is_empty() && !is_whole {
            return 0.0;
        }
        if !is_whole {
            self.place(shape, origin);
        }
        if is_whole || self.lies_in_one_disk() {
            if let Some(soup) = soup {
                soup.edges_area += soup.whole_area;
            }
            return area;
        }
        let mut twice = 0.0;
        self.cuts.clear();
        for edge in 0..self.edges.len() {
            let (a, b) = self.edges[edge];
            self.begin_run(edge);
            self.find_inside(a, b);
            for &(from, to) in &self.inside {
                twice += cross(at(a, b, from), at(a, b, to));
            }
            if let Some(soup) = soup.as_deref_mut() {
                let shift = origin - soup.origin;
                let (a, b) = (a + shift, b + shift);
                let mut sum = 0.0;
                intersect(&self.inside, soup.visible.of_edge(edge), |from, to| {
                    sum += cross(at(a, b, from), at(a, b, to));
                });
                soup.edges_area += 0.5 * sum;
            }
        }
        let mut arcs_area = 0.0;
        self.for_each_arc_inside(disks, extent, |disk, arc| {
            arcs_area += arc.green();
            if let Some(soup) = soup.as_deref_mut() {
                soup.arcs.push((disk, arc.from, arc.to));
            }
        });
        rounded(0.5 * twice + arcs_area, area)
    }

    /// Takes the edges of the rings, about the origin.
    fn place(&mut self, shape: &MultiPolygon<f64>, origin: Coord<f64>) {
        self.edges.clear();
        for ring in rings(shape) {
            self.edges.extend(ring.0.windows(2).map(|e| (e[0] - origin, e[1] - origin)));
        }
        self.index = EdgeIndex::of(&self.edges);
    }

    /// Where a run of edges begins that follow each other, finds the disks that reach into its box.
    fn begin_run(&mut self, edge: usize) {
        const RUN: usize = 64;
        if !edge.is_multiple_of(RUN) {
            return;
        }
        self.near_run.clear();
        let all = 0..u32::try_from(self.near.len()).unwrap_or(u32::MAX);
        let run = self.edges[edge..].iter().take(RUN);
        match around(run.map(|e| Rect::new(e.0, e.1))) {
            Some(extent) if self.edges.len() > RUN => {
                let reaches = |k: &u32| self.near[*k as usize].touches(extent);
                self.near_run.extend(all.filter(reaches));
            }
            _ => self.near_run.extend(all),
        }
    }

    /// Whether one disk holds every vertex, and so, being convex, the whole polygon.
    fn lies_in_one_disk(&self) -> bool {
        self.near.iter().any(|n| {
            self.edges.iter().all(|(v, _)| {
                let (x, y) = (v.x - n.centre.x, v.y - n.centre.y);
                x * x + y * y <= n.radius_squared
            })
        })
    }

    /// Finds the parts of the edge that lie in the disks, and the angles at which it cuts their circles.
    fn find_inside(&mut self, a: Coord<f64>, b: Coord<f64>) {
        self.inside.clear();
        let d = b - a;
        let aa = d.x * d.x + d.y * d.y;
        for &k in &self.near_run {
            let near = &self.near[k as usize];
            let f = a - near.centre;
            let half_b = f.x * d.x + f.y * d.y;
            let c = f.x * f.x + f.y * f.y - near.radius_squared;
            let discriminant = half_b * half_b - aa * c;
            if near.is_exposed && discriminant.abs() <= 2.0 * near.radius * TOUCH_M * aa {
                // The circle touches the edge. It is cut there, so that no arc has its middle on the boundary.
                let t = -half_b / aa;
                self.cuts.push((k, (f.y + t * d.y).atan2(f.x + t * d.x)));
            }
            if discriminant <= 0.0 {
                continue; // The line misses the circle or touches it: no length inside.
            }
            // The stable form: the root of larger magnitude first, the other from the product of both.
            let q = -(half_b + discriminant.sqrt().copysign(half_b));
            let (s, t) = (q / aa, c / q);
            let (from, to) = if s < t { (s, t) } else { (t, s) };
            if near.is_exposed {
                for t in [from, to] {
                    if (-CUT_MARGIN..=1.0 + CUT_MARGIN).contains(&t) {
                        self.cuts.push((k, (f.y + t * d.y).atan2(f.x + t * d.x)));
                    }
                }
            }
            let (from, to) = (from.max(0.0), to.min(1.0));
            if from < to {
                self.inside.push((from, to));
            }
        }
        unite(&mut self.inside);
    }

    /// Draws the land that the disks do not cover, its arcs by chords that stray at most `tolerance` from them.
    /// The figures come from [`Kernel::covered_area`]; this is for maps.
    pub fn uncovered_shape(
        &mut self,
        disks: &LocalUnion<'_>,
        shape: &MultiPolygon<f64>,
        extent: Rect<f64>,
        tolerance: f64,
    ) -> MultiPolygon<f64> {
        let origin = extent.center();
        if self.find_near(disks, extent, origin).is_break() {
            return MultiPolygon(Vec::new());
        }
        self.place(shape, origin);
        if self.lies_in_one_disk() {
            return MultiPolygon(Vec::new());
        }
        let mut strokes = Vec::new();
        self.cuts.clear();
        for edge in 0..self.edges.len() {
            let (a, b) = self.edges[edge];
            self.begin_run(edge);
            self.find_inside(a, b);
            let mut from = 0.0;
            for &(covered_from, covered_to) in self.inside.iter().chain([&(1.0, 1.0)]) {
                if from < covered_from {
                    strokes.push(vec![at(a, b, from), at(a, b, covered_from)]);
                }
                from = covered_to;
            }
        }
        self.for_each_arc_inside(disks, extent, |_, arc| {
            // The land lies outside the disk: its boundary runs along the arc backwards.
            let mut points = draw(&arc, tolerance);
            points.reverse();
            strokes.push(points);
        });
        let mut drawn = polygons_of(link(strokes));
        drawn.map_coords_in_place(|c| c + origin);
        drawn
    }

    /// Finds the disks that reach into the box and matter there; breaks off when one holds all of it.
    fn find_near(
        &mut self,
        disks: &LocalUnion<'_>,
        extent: Rect<f64>,
        origin: Coord<f64>,
    ) -> ControlFlow<()> {
        self.near.clear();
        disks.find_near(extent, &mut self.found)?;
        self.near.extend(self.found.iter().map(|&(i, disk)| Near {
            disk: i,
            centre: disk.centre - origin,
            radius: disk.radius,
            radius_squared: disk.radius * disk.radius,
            is_exposed: !disks.exposed(i).is_empty(),
        }));
        ControlFlow::Continue(())
    }

    /// Calls `each` for the pieces of bounding arcs that lie in the polygon, about its origin.
    fn for_each_arc_inside(
        &mut self,
        disks: &LocalUnion<'_>,
        extent: Rect<f64>,
        mut each: impl FnMut(u32, Arc),
    ) {
        self.cuts.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let (half_width, half_height) = (0.5 * extent.width(), 0.5 * extent.height());
        let mut next = 0;
        for (k, near) in (0u32..).zip(&self.near) {
            let first = next;
            while self.cuts.get(next).is_some_and(|c| c.0 == k) {
                next += 1;
            }
            let cuts = &self.cuts[first..next];
            for &(from, to) in disks.exposed(near.disk) {
                self.angles.clear();
                self.angles.push(from);
                for &(_, angle) in cuts {
                    let angle = if angle < from { angle + TAU } else { angle };
                    if angle < to {
                        self.angles.push(angle);
                    }
                }
                self.angles.push(to);
                self.angles.sort_unstable_by(f64::total_cmp);
                for piece in self.angles.windows(2) {
                    let arc = Arc { centre: near.centre, radius: near.radius, from: piece[0], to: piece[1] };
                    let middle = arc.at(0.5 * (arc.from + arc.to));
                    if middle.x.abs() <= half_width
                        && middle.y.abs() <= half_height
                        && holds(&self.edges, self.index.as_ref(), middle)
                    {
                        each(near.disk, arc);
                    }
                }
            }
        }
    }
}

/// Takes what differs from nothing or from all by rounding alone for nothing or all: land that a circle only
/// touches is not served, and land that several circles cover between them is served whole.
fn rounded(covered: f64, area: f64) -> f64 {
    if (area - covered).abs() <= ROUNDING * area {
        area
    } else if covered.abs() <= ROUNDING * area {
        0.0
    } else {
        covered
    }
}

/// The point of an edge at a parameter; its very ends at 0 and 1.
pub(crate) fn at(a: Coord<f64>, b: Coord<f64>, t: f64) -> Coord<f64> {
    if t >= 1.0 { b } else { a + (b - a) * t }
}

/// Whether a point lies in the polygon whose edges these are.
fn holds(edges: &[(Coord<f64>, Coord<f64>)], index: Option<&EdgeIndex>, at: Coord<f64>) -> bool {
    let mut is_inside = false;
    let mut cross = |(a, b): (Coord<f64>, Coord<f64>)| is_inside ^= is_right_of(a, b, at);
    match index {
        Some(index) => index.for_each_eastward(at, at, cross),
        None => edges.iter().copied().for_each(&mut cross),
    }
    is_inside
}
