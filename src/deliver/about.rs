//! What each file of a result is: said where the file is made, told in `index.md`.

use super::words::Words;

/// What a file is. No file of a result is made without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    key: String,
    year: Option<i32>,
    service: Option<String>,
    title: Option<String>,
}

impl About {
    /// The sentence of the catalogue under `words.file.` and this key.
    pub(crate) fn of(key: impl Into<String>) -> Self {
        Self { key: key.into(), year: None, service: None, title: None }
    }

    /// Fills the `{year}` of the sentence.
    pub(crate) fn of_year(self, year: i32) -> Self {
        Self { year: Some(year), ..self }
    }

    /// The file is of this one service, by its name; without it, of all services.
    pub(crate) fn of_service(self, name: &str) -> Self {
        Self { service: Some(name.to_owned()), ..self }
    }

    /// Fills the `{title}` of the sentence.
    pub(crate) fn titled(self, title: &str) -> Self {
        Self { title: Some(title.to_owned()), ..self }
    }

    /// The name of the service that the file is of.
    pub(crate) fn service(&self) -> Option<&str> {
        self.service.as_deref()
    }

    /// The sentence.
    pub(crate) fn sentence(&self, words: Words) -> String {
        let year = self.year.map_or_else(String::new, |year| year.to_string());
        words.filled(
            &format!("words.file.{}", self.key),
            &[("year", &year), ("title", &self.title.clone().unwrap_or_default())],
        )
    }
}

/// A file of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Described {
    /// Its path in the folder, parts divided by `/`.
    pub(crate) name: String,
    /// What it is.
    pub(crate) about: About,
}
