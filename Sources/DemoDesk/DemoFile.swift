import Foundation

/// A file of the demo desk, made when the desk is.
struct DemoFile: Sendable {
    var name: String
    var mediaType: String
    var make: @Sendable () -> Data
}
