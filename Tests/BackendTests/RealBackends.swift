import Testing

/// All tests with running backends, one after the other: they share them.
@Suite("Running backends", .serialized)
struct RealBackends {}
