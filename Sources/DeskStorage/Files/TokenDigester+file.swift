import Foundation
import HelpdeskDesk
import SystemKit

extension TokenDigester {
    static let fileName = "token.key"

    /// With the key in `directory`, which is made if there is none. Throws ``ServerFailure``.
    init(directory: URL) throws {
        let url = directory.appending(path: Self.fileName)
        let key: Data
        do {
            key = try SecretFile.readOrCreate(url) {
                var system = SystemRandomNumberGenerator()
                return Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &system) })
            }
        } catch let error as SecretFile.Failure {
            throw ServerFailure(error.description)
        }
        guard key.count == 32 else {
            throw ServerFailure("\(url.path) is not a key of cabdeskd (32 bytes). Restore it from a backup.")
        }
        self.init(key: key)
    }
}
