//! Builds anew when what is embedded has changed, which the compiler does not notice by itself.

fn main() {
    println!("cargo:rerun-if-changed=../../demo");
}
