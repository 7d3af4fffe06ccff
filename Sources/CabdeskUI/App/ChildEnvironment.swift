import Foundation

/// What the programs that are started for the user get as their environment.
enum ChildEnvironment {
    /// This program's own without the token: an editor or a viewer has no use for it, and what they start neither.
    static var variables: [String: String] {
        ProcessInfo.processInfo.environment.filter { $0.key != "CABDESK_TOKEN" }
    }
}
