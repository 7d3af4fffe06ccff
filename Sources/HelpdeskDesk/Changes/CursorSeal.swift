import Foundation
import HelpdeskModels
import NettleCrypto

/// Turns cursors into text that only this desk reads, for one account only.
///
/// The numbers in a cursor count what happened on the whole desk: in plain text, they would tell a customer how much
/// other services write, and when an internal note is written. AES-GCM (NIST SP 800-38D) hides them and refuses what was
/// made up; the nonce is derived from the cursor, so that the same cursor is always the same text.
package struct CursorSeal: Sendable {
    private let key: [UInt8]
    private let nonceKey: [UInt8]

    /// The seal changes with the database, the user, the role and the service: each changes what the feed holds.
    package init(_ account: Account, instance: String) {
        let parts = [account.user.id.rawValue, account.user.role.rawValue, account.service?.id.rawValue ?? ""]
        // Nobody but the database knows its instance, a random UUID.
        func derived(_ use: String) -> [UInt8] {
            HKDFSHA256.key(from: instance.utf8, info: ([use] + parts).joined(separator: "\n").utf8)
        }
        key = derived("cursor")
        nonceKey = derived("cursor nonce")
    }

    /// At most 172 letters, digits, `-` and `_`.
    package func text(of cursor: ChangeCursor) throws -> String {
        let data = cursor.data
        let nonce = Array(HMACSHA256.code(for: data, key: nonceKey).prefix(12))
        return Base64URL.text(of: Data(AES256GCM.seal(data, key: key, nonce: nonce)))
    }

    /// Throws ``StoreError/cursorGone`` if the text was not made under this seal, or is of a change after `latest`.
    package func cursor(from text: String, latest: Int64) throws -> ChangeCursor {
        guard let data = Base64URL.data(of: text), let plain = AES256GCM.open(data, key: key),
            let cursor = ChangeCursor(Data(plain), latest: latest)
        else { throw StoreError.cursorGone }
        return cursor
    }
}
