import Crypto
import Foundation
import HelpdeskModels

/// Where a reader of the change feed stands.
///
/// A reader first gets the desk, the services and the topics (the reference), then everything else in order; what
/// changes meanwhile comes again at its new place. On the wire `PHASE-POSITION-BASE-OWNER`, opaque to the client.
struct ChangeCursor: Hashable, CustomStringConvertible {
    /// Whether the reference is still being read.
    var isReference: Bool
    /// The number of the last change that was read in this phase.
    var position: Int64
    /// The number of the latest change when the reading began: the reference up to it was read first.
    var base: Int64
    /// Ties the cursor to a database and to what the account may see.
    var owner: String

    init(startingAt latest: Int64, owner: String) {
        isReference = true
        position = 0
        base = latest
        self.owner = owner
    }

    /// Throws ``StoreError/cursorGone`` if the text is not a cursor of `owner`, or is from the future.
    init(_ text: String, owner: String, latest: Int64) throws {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "r" || parts[0] == "c", let position = Int64(parts[1]),
            let base = Int64(parts[2]), parts[3] == owner, (0...latest).contains(position), (0...latest).contains(base)
        else { throw StoreError.cursorGone }
        isReference = parts[0] == "r"
        self.position = position
        self.base = base
        self.owner = owner
    }

    /// Changes with the database, the user, the role and the service: any of them changes what the feed holds.
    static func owner(_ account: Account, instance: String) -> String {
        let parts = [
            instance, account.user.id.rawValue, account.user.role.rawValue, account.service?.id.rawValue ?? "",
        ]
        let digest = SHA256.hash(data: Data(parts.joined(separator: "\n").utf8))
        return String(digest.hexadecimal.prefix(16))
    }

    var description: String { "\(isReference ? "r" : "c")-\(position)-\(base)-\(owner)" }
}
