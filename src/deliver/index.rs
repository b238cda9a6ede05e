//! `index.md`: what each file of the result is, which program opens it, and how the figures were made.

use std::io::Write;

use super::about::{About, Described};
use super::folder::NewFolder;
use super::markdown::{escaped, link};
use super::words::Words;
use crate::error::Error;
use crate::report::{Program, ProjectInfo, Report};

/// Its name.
const NAME: &str = "index.md";

/// Writes the index of the files that the folder has, itself the last of them.
pub(crate) fn write(report: &Report, folder: &mut NewFolder) -> Result<(), Error> {
    let about = About::of("index");
    let mut files = folder.files().to_vec();
    files.push(Described { name: NAME.to_owned(), about: about.clone() });
    let text = text(report, &files);
    folder.file(NAME, about, |to| Ok(to.write_all(text.as_bytes())?))
}

/// Writes the index of a report on the data, as [`write`].
pub(crate) fn write_of_check(
    project: &ProjectInfo,
    program: &Program,
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let about = About::of("check-index");
    let mut files = folder.files().to_vec();
    files.push(Described { name: NAME.to_owned(), about: about.clone() });
    let words = Words::of_tag(project.language);
    let what = words.label("words.index.of-check");
    let table = table(&files, false, words);
    let head = format!("# {}\n\n{}\n", escaped(&project.name), introduction(project, program, what, words));
    let text = format!("{head}\n{table}\n{}\n", words.label("words.index.replaced"));
    folder.file(NAME, about, |to| Ok(to.write_all(text.as_bytes())?))
}

/// The whole text. Lines end with LF, and names stay text.
fn text(report: &Report, files: &[Described]) -> String {
    let words = Words::of_tag(report.project.language);
    let what = match report.project.year {
        Some(year) => words.filled("words.index.of-year", &[("year", &year)]),
        None => words.label("words.index.of-no-year"),
    };
    let introduction = introduction(&report.project, &report.program, what, words);
    let head = format!("# {}\n\n{introduction}\n", escaped(&report.project.name));
    let method = format!("## {}\n\n{}", words.label("words.index.method"), method(report, files, words));
    let replaced = words.label("words.index.replaced");
    format!("{head}\n{}\n{method}\n{replaced}\n", table(files, report.services.len() > 1, words))
}

/// What the folder is, by whom, and by which program.
fn introduction(project: &ProjectInfo, program: &Program, what: String, words: Words) -> String {
    let maker = project.maker.as_deref().map(escaped).filter(|maker| !maker.is_empty());
    let maker = maker.map(|maker| words.filled("words.index.maker", &[("maker", &maker)]));
    let (name, version) = (&program.name, &program.version);
    let program = words.filled("words.index.program", &[("program", name), ("version", version)]);
    let sentences: Vec<String> = [Some(what), maker, Some(program)].into_iter().flatten().collect();
    sentences.join(&words.label("words.index.between-sentences"))
}

/// A row a file, with its service where there are several. Files that differ in nothing but their extension, as those of a Shapefile, share one.
fn table(files: &[Described], has_several: bool, words: Words) -> String {
    let column = |key: &str| words.label(&format!("words.index.{key}"));
    let row = |file: &str, what: &str, service: &str, opened: &str| {
        let service = if has_several { format!(" {service} |") } else { String::new() };
        format!("| {file} | {what} |{service} {opened} |\n")
    };
    let mut out = row(&column("file"), &column("what"), &column("service"), &column("opened"));
    out.push_str(&row("---", "---", "---", "---"));
    let separator = words.label("words.list-separator");
    for parts in files.chunk_by(|a, b| a.about == b.about && stem(&a.name) == stem(&b.name)) {
        let Some(Described { about, .. }) = parts.first() else { continue };
        let links: Vec<String> = parts.iter().map(|part| link(&part.name)).collect();
        let opened = parts.iter().map(|part| opened_with(&part.name, words)).find(|by| !by.is_empty());
        let service = about.service().map_or_else(|| column("all-services"), escaped);
        out.push_str(&row(&links.join(&separator), &about.sentence(words), &service, &words.figure(opened)));
    }
    out
}

/// A name without its extension.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The programs that open a file, by its extension; empty where the catalogue names none.
fn opened_with(name: &str, words: Words) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    words.label(&format!("words.opened-with.{extension}"))
}

/// How the figures were made, and where the rest of it stands.
fn method(report: &Report, files: &[Described], words: Words) -> String {
    let item = |key: &str, line: &str| {
        let line = escaped(line);
        format!("- {}\n", words.filled(&format!("words.index.line.{key}"), &[("line", &line)]))
    };
    let mut out = item("crs", &words.coordinate_line(&report.method));
    for service in &report.services {
        let (name, line) = (escaped(&service.name), escaped(&words.circle_line(service)));
        let line = words.filled("words.index.line.circles", &[("service", &name), ("line", &line)]);
        out.push_str(&format!("- {line}\n"));
    }
    out.push_str(&item("radius", &words.radius_line(report.method.circles)));
    out.push_str(&item("area", &words.area_line(report.method.area)));
    let has_report = files.iter().any(|file| file.name == "report.json");
    let rest = if has_report { "words.index.rest" } else { "words.index.rest-not-written" };
    format!("{out}- {}\n", words.label(rest))
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
