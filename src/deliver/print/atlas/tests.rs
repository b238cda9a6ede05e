//! The atlas of the sample as it is laid out, and figures of the report written by hand.

use std::path::Path;

use super::figures::{Figures, Told};
use super::*;
use crate::assess::report_of;
use crate::coverage::Coverage;
use crate::deliver::fixture;
use crate::deliver::print::drawing::{Anchor, Area, Item, Text};
use crate::model::Study;
use crate::project::Project;
use crate::report::Report;
use crate::style::Sheet;

/// The sample.
struct Sample {
    project: Project,
    study: Study,
    coverage: Coverage,
    report: Report,
}

impl Sample {
    fn read() -> Self {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let project = Project::load(&home.join("geodata/xinchang/project.toml")).unwrap();
        let study = Study::read(&project).unwrap();
        let coverage = Coverage::of(&study);
        let report = report_of(&study, &coverage, &project).unwrap();
        Self { project, study, coverage, report }
    }

    fn printing(&self) -> Printing<'_> {
        Printing::of(&self.report, &self.study, &self.coverage, &self.project).unwrap()
    }

    /// Its first category by another name.
    fn call_first_category(&mut self, name: &str) {
        let service = &mut self.report.services[0];
        let old = std::mem::replace(&mut service.categories[0], name.to_owned());
        for row in &mut service.townships {
            row.facilities.by_category[0].category = name.to_owned();
        }
        for row in service.plan.iter_mut().flat_map(|plan| &mut plan.rows) {
            if row.category == old {
                row.category = name.to_owned();
            }
        }
    }
}

/// With very many categories a page has still the total, and its sentence on gaps ends in words.
#[test]
fn a_page_of_many_categories_has_its_total() {
    let mut sample = Sample::read();
    let service = &mut sample.report.services[0];
    for at in 0..22 {
        let name = format!("照护服务第{at}类");
        for row in &mut service.townships {
            let mut counted = row.facilities.by_category[0].clone();
            counted.category.clone_from(&name);
            row.facilities.by_category.push(counted);
        }
        service.categories.push(name);
    }
    for sheet in Sheet::ALL {
        sample.project.print.style.atlas = sheet;
        let printing = sample.printing();
        let atlas = Atlas::of(&printing);
        let page = plate::page(&atlas.plates[0], atlas.townships[0], &atlas.locator);
        let words: Vec<&str> = page
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Text(text) => Some(&*text.words),
                _ => None,
            })
            .collect();
        assert!(words.contains(&&*printing.words.label("words.all-categories")), "{}", sheet.name());
        assert!(!words.iter().any(|words| words.contains('缺') && words.ends_with('…')), "{words:?}");
    }
}

/// Where a text stands, from the tops of its letters to a little below its base line.
fn box_of(text: &Text, printing: &Printing<'_>) -> Area {
    let width = printing.fonts.width_mm(&text.words, text.size_mm, text.weight);
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - width / 2.0,
        Anchor::End => text.at.x - width,
    };
    Area::new(left, text.at.y - text.size_mm * 0.82, width, text.size_mm * 0.95)
}

/// On every sheet that there is, in every township: no text of the panel lies on another or leaves the panel, also with
/// a name that is far too long for its cell.
#[test]
fn the_texts_of_a_panel_stand_apart_inside_it() {
    let mut sample = Sample::read();
    sample.call_first_category(&"普惠性社区嵌入式婴幼儿照护服务机构（含用人单位办托）".repeat(8));
    sample.report.services[0].uncovered.iter_mut().for_each(|row| row.name = Some("很长的村名".repeat(30)));
    for sheet in Sheet::ALL {
        sample.project.print.style.atlas = sheet;
        let printing = sample.printing();
        let look = printing.look(sheet);
        let atlas = Atlas::of(&printing);
        let plate = &atlas.plates[0];
        for at in &atlas.townships {
            let panel = plate::lay_out(plate, *at, &look).panel;
            let page = plate::page(plate, *at, &atlas.locator);
            let texts = page.items.iter().filter_map(|item| match item {
                Item::Text(text) if text.turned == 0.0 => Some((box_of(text, &printing), &text.words)),
                _ => None,
            });
            let beside: Vec<_> = texts.filter(|(box_, _)| box_.overlaps(panel)).collect();
            assert!(beside.len() > 50, "{}: {}", sheet.name(), beside.len());
            for (k, (box_, words)) in beside.iter().enumerate() {
                // The tops of the first line's letters may rise a hair above.
                assert!(panel.inset(-0.3).holds(*box_), "{}: {words}: {box_:?} {panel:?}", sheet.name());
                let other = beside[..k].iter().find(|(other, _)| other.overlaps(*box_));
                assert_eq!(other, None, "{}: {words} {box_:?}", sheet.name());
            }
        }
    }
}

/// Cover, contents, nine maps, twelve townships; the contents and the bookmarks name their pages.
#[test]
fn pages_and_bookmarks_agree() {
    let sample = Sample::read();
    let printing = sample.printing();
    let atlas = Atlas::of(&printing);
    let titles: Vec<String> = atlas.pages().map(|page| page.title).collect();
    assert_eq!(titles.len(), 1 + 1 + 9 + 12);
    let bookmarks = atlas.bookmarks();
    let pages: Vec<usize> = bookmarks.iter().map(|bookmark| bookmark.page).collect();
    assert_eq!(pages, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    let last = bookmarks.last().unwrap();
    assert_eq!((&*last.title, last.below.len()), ("各乡镇（街道）", 12));
    for bookmark in &last.below {
        assert!(titles[bookmark.page].starts_with(&bookmark.title), "{}", bookmark.title);
    }
    for bookmark in &bookmarks[2..11] {
        assert_eq!(titles[bookmark.page], bookmark.title);
    }
    let text = |item: &Item| match item {
        Item::Text(text) => Some(text.words.clone()),
        _ => None,
    };
    let contents = atlas.pages().nth(1).unwrap();
    let words: Vec<String> = contents.items.iter().filter_map(text).collect();
    let at = words.iter().position(|words| words == "回山镇").unwrap();
    assert_eq!(words[at + 1], "17");
    assert!(titles[16].starts_with("回山镇"));
    assert_eq!(words.last().unwrap(), "— 2 —");
}

/// Townships that are only named by parcels have no shape, and no pages.
#[test]
fn without_shapes_there_are_no_pages_of_townships() {
    let here = tempfile::tempdir().unwrap();
    let project = fixture::project(here.path().join("result"));
    let (report, study, coverage) = (fixture::report("zh-CN"), fixture::study(), fixture::coverage());
    let printing = Printing::of(&report, &study, &coverage, &project).unwrap();
    let atlas = Atlas::of(&printing);
    assert!(atlas.plates.is_empty());
    assert_eq!(atlas.pages().count(), 2 + atlas.overviews.len());
    assert_eq!(atlas.bookmarks().len(), 2 + atlas.overviews.len());
}

fn told(report: &Report, at: usize) -> Told {
    let here = tempfile::tempdir().unwrap();
    let project = fixture::project(here.path().join("result"));
    let (study, coverage) = (fixture::study(), fixture::coverage());
    let printing = Printing::of(report, &study, &coverage, &project).unwrap();
    let of = printing.services().next().unwrap();
    Figures::of(of).told(at).unwrap()
}

#[test]
fn figures_are_those_of_the_tables() {
    let mut report = fixture::report("zh-CN");
    // The largest first; what the tables print as 0.00 is not listed.
    for (row, left) in report.services[0].uncovered.iter_mut().zip([200.0, 0.004, 5000.0]) {
        (row.piece, row.uncovered[1].area_m2) = (0, left);
    }
    let told = told(&report, 0);
    assert_eq!(told.circles.rows[0], ["5分钟＝300米", "50.00", "50.0", "50.00"]);
    assert_eq!(told.circles.rows[1], ["15分钟＝1000米", "90.00", "90.0", "10.00"]);
    assert_eq!(told.facilities.1.rows[1], ["托班", "3", "40.5", "4", "80", "1", "39.5"]);
    assert_eq!(told.facilities.1.rows[0][3..], ["—", "—", "—", "—"]);
    let shortfall = told.shortfall.unwrap().1.concat();
    assert!(shortfall.contains("39.5个托位") && shortfall.contains("托班缺1处、39.5个托位"), "{shortfall}");
    assert_eq!(told.uncovered.1.rows, [["第3个要素", "5000.00", "412"], ["锦绣嘉园", "200.00", "412"]]);
}

/// The third township has neither land nor facilities, and the plan says nothing of it.
#[test]
fn what_does_not_apply_is_a_dash() {
    let report = fixture::report("zh-CN");
    let told = told(&report, 2);
    assert_eq!(told.circles.rows[0], ["5分钟＝300米", "0.00", "—", "0.00"]);
    assert_eq!(told.shortfall.unwrap().1, ["—"]);
    assert_eq!((told.uncovered.1.rows.len(), &*told.uncovered.2), (0, "—"));
    // The second has a surplus, which is no shortfall.
    assert_eq!(self::told(&report, 1).shortfall.unwrap().1, ["无缺口"]);
}
