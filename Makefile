# make demo    builds, analyses the sample and says where the results lie
# make test    every check: format, lints, tests, doc tests, docs
# make test-documents
#              workbook, document, layers and page in LibreOffice, GDAL and Chromium, which it installs (Debian, Ubuntu)
# make bench   the kernel, and the whole program beside geopandas (needs ../shared/bench)

.PHONY: demo test test-documents bench setup

demo: setup
	cargo build --release
	./target/release/lifecircle analyze geodata/xinchang/project.toml -o output/xinchang

test: setup
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo test
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

test-documents: setup
	@if ! command -v soffice >/dev/null || ! command -v pdftotext >/dev/null || ! command -v chromedriver >/dev/null \
	  || ! /usr/bin/python3 -c 'import osgeo.gdal, selenium, openpyxl, docx' 2>/dev/null \
	  || ! dpkg -s libreoffice-writer >/dev/null 2>&1; then \
	  echo "installing LibreOffice, poppler, Chromium, GDAL and what drives them from Python"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q --no-install-recommends \
	    libreoffice-calc libreoffice-writer poppler-utils chromium chromium-driver fonts-noto-cjk \
	    gdal-bin python3-gdal python3-selenium python3-openpyxl python3-docx; \
	fi
	cargo build
	/usr/bin/python3 tests/documents/run.py

bench: setup
	cargo build --release
	python3 benches/whole_program.py
	cargo bench --bench kernel

# What PROJ is built with (it is built from source, once): a C++ compiler, CMake, and SQLite's command line.
setup:
	@if ! command -v cmake >/dev/null || ! command -v c++ >/dev/null || ! command -v sqlite3 >/dev/null; then \
	  echo "installing cmake, a C++ compiler and sqlite3"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q --no-install-recommends cmake g++ make sqlite3; \
	fi
