import Testing

/// The tests with running backends, one after the other where they share accounts.
@Suite("Running backends", .serialized)
struct RealBackends {}
