//! The `portico` program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Requests are many small allocations of short life, which this one serves faster than the system's.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    portico::cli::main()
}
