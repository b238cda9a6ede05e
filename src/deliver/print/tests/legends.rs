//! Legends: they stay in their area and name what is drawn.

use super::super::frame::Frame;
use super::super::legend::Legend;
use super::super::look::LEAST_MM;
use super::*;
use crate::style::{Sheet, TextSizes};

/// Spreads the facilities of the sample over so many categories.
fn with_categories(n: usize) -> impl Fn(&mut Study, &mut Report) {
    move |study, report| {
        let service = &mut study.services[0];
        for (at, facility) in service.facilities.iter_mut().chain(&mut service.planned).enumerate() {
            facility.category = Some(at % n);
        }
        report.services[0].categories = (1..=n).map(|at| format!("照护服务第{at}类设施")).collect();
    }
}

/// Where the texts and symbols of a legend stand.
fn boxes(page: &Page, fonts: &Fonts) -> Vec<Area> {
    let around = |spots: &mut dyn Iterator<Item = drawing::Spot>| {
        let spots: Vec<_> = spots.collect();
        let low = spots.iter().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.x), low.1.min(at.y)));
        let high = spots.iter().fold((f64::MIN, f64::MIN), |high, at| (high.0.max(at.x), high.1.max(at.y)));
        Area::new(low.0, low.1, high.0 - low.0, high.1 - low.1)
    };
    let of = |item: &Item| match item {
        Item::Text(text) => {
            let width = fonts.width_mm(&text.words, text.size_mm, text.weight);
            Area::new(text.at.x, text.at.y - text.size_mm * 0.8, width, text.size_mm * 0.9)
        }
        Item::Path { lines, .. } => around(&mut lines.iter().flat_map(|line| line.spots.iter().copied())),
        Item::Marks { spots, outline, .. } => around(
            &mut spots.iter().flat_map(|at| outline.iter().map(|by| drawing::spot(at.x + by.x, at.y + by.y))),
        ),
    };
    page.drawing.items[page.legend.1.clone()].iter().map(of).collect()
}

fn stays_in_its_area(pages: &[Page], fonts: &Fonts) {
    for page in pages {
        let title = format!("{} {} mm", page.drawing.title, page.drawing.width_mm);
        let area = page.legend.0;
        for box_ in boxes(page, fonts) {
            assert!(area.inset(-0.1).holds(box_), "{title}: {box_:?} {area:?}");
            let is_on = |frame: &Frame| frame.area.overlaps(box_);
            assert!(!is_on(&page.frame) && !page.inset.as_ref().is_some_and(is_on), "{title}: {box_:?}");
        }
    }
}

fn all_sheets(mut project: Project) -> Project {
    project.print.style.sheets = Sheet::ALL.into_iter().filter(|sheet| sheet.name() > "A3").collect();
    let wanted = [crate::style::MapTheme::Facilities, crate::style::MapTheme::PlanGuide];
    project.print.style.maps.retain(|map| wanted.contains(&map.theme));
    project
}

/// However many categories there are, the legend stays in its area; what has no room is counted.
#[test]
fn a_legend_stays_in_its_area() {
    let project = all_sheets(sample());
    let fonts = Fonts::of(&project.print.style.fonts).unwrap();
    for n in [3, 12, 25, 40] {
        let pages = pages_changed(project.clone(), with_categories(n));
        // Three maps on four sheets and as a figure.
        assert_eq!(pages.len(), 15);
        stays_in_its_area(&pages, &fonts);
        // Twelve categories have room everywhere.
        let is_cut = |page: &Page| {
            let items = &page.drawing.items[page.legend.1.clone()];
            items.iter().any(|item| matches!(item, Item::Text(text) if text.words.starts_with("另有")))
        };
        assert!(n > 12 || !pages.iter().any(is_cut), "{n}");
    }
}

#[test]
fn a_legend_of_large_text_stays_in_its_area() {
    let mut project = all_sheets(sample());
    let text = project.print.style.text;
    project.print.style.text = TextSizes {
        title_pt: text.title_pt * 1.5,
        heading_pt: text.heading_pt * 1.5,
        body_pt: text.body_pt * 1.5,
        small_pt: text.small_pt * 1.5,
        township_pt: text.township_pt * 1.5,
        place_pt: text.place_pt * 1.5,
    };
    let fonts = Fonts::of(&project.print.style.fonts).unwrap();
    for n in [3, 25] {
        stays_in_its_area(&pages_changed(project.clone(), with_categories(n)), &fonts);
    }
}

/// The words of the legend of each map of the sample, on one sheet.
fn legends(project: &Project) -> Vec<(String, Vec<String>)> {
    let study = Study::read(project).unwrap();
    let coverage = Coverage::of(&study);
    let report = report_of(&study, &coverage, project).unwrap();
    let printing = Printing::of(&report, &study, &coverage, project).unwrap();
    let look = printing.look(Sheet::ALL[2]);
    let of_map = |of| project.print.style.maps.iter().flat_map(move |map| themes::of(of, map));
    let legend = |content: content::Content<'_>| {
        let mut items = Vec::new();
        let area = Area::new(0.0, 0.0, 400.0, 400.0);
        Legend::of_all(&content).draw(area, &look, printing.words, &mut items);
        let words = items.into_iter().filter_map(|item| match item {
            Item::Text(text) => Some(text.words),
            _ => None,
        });
        (content.name.clone(), words.collect())
    };
    printing.services().flat_map(of_map).map(legend).collect()
}

/// The border of the county is in every legend; what maps of filled townships hide is in none of theirs; facilities
/// beyond the townships and planned ones of later years are told apart.
#[test]
fn a_legend_names_what_is_drawn() {
    for (name, words) in legends(&sample()) {
        let has = |entry: &str| words.iter().any(|word| word == entry);
        assert!(has("县（市、区）界"), "{name}");
        let is_filled = name.starts_with("townships") || name.starts_with("places_gap");
        assert_eq!((has("道路"), has("水域")), (!is_filled, !is_filled), "{name}: {words:?}");
        assert_eq!(has("界外设施（不计入设施数）"), !is_filled, "{name}");
        assert_eq!(has("规划设施（2025年以后）"), name == "plan_guide", "{name}: {words:?}");
        assert_eq!(has("规划设施（未定年份）"), name.starts_with("plan_guide"), "{name}: {words:?}");
        assert_eq!(has("规划设施"), name == "plan_guide_2027", "{name}: {words:?}");
    }
}

/// A single township has no border with another.
#[test]
fn a_project_of_one_township_has_no_township_borders() {
    let pages = pages_changed(all_sheets(sample()), |study, report| {
        study.townships.truncate(1);
        report.services[0].townships.truncate(1);
    });
    for page in pages {
        let items = &page.drawing.items[page.legend.1.clone()];
        assert!(!items.iter().any(|item| matches!(item, Item::Text(text) if text.words == "乡镇（街道）界")));
    }
}

/// Nothing is too small to be read, on any sheet.
#[test]
fn no_text_is_smaller_than_can_be_read() {
    let mut project = sample();
    project.print.style.sheets = vec![Sheet::ALL[5]];
    for page in pages(project) {
        for item in &page.drawing.items {
            if let Item::Text(text) = item {
                assert!(text.size_mm >= LEAST_MM - 1e-9, "{}: {text:?}", page.drawing.title);
            }
        }
    }
}
