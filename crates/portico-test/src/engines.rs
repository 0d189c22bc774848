//! Each story is told twice: once on each engine.

/// Makes two tests of each story, `on_sqlite` and `on_postgres`; a story is `async fn name(app: TestApp)`.
///
/// The list at the top of a file is its table of contents; a story that is not in it is a warning.
#[macro_export]
macro_rules! both_engines {
    ($($story:ident),* $(,)?) => {
        $(
            mod $story {
                #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_sqlite() {
                    if let Some(app) = $crate::TestApp::start($crate::Engine::Sqlite).await {
                        super::$story(app).await;
                    }
                }

                #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_postgres() {
                    if let Some(app) = $crate::TestApp::start($crate::Engine::Postgres).await {
                        super::$story(app).await;
                    }
                }
            }
        )*
    };
}
