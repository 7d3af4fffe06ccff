import CommandLineKit
import Foundation
import HelpdeskServer

/// The line of JSON that `cabdeskd demo` prints when it answers requests.
struct DemoAnnouncement: Encodable {
    var baseURL: String
    var caFile: String
    var users: [DemoUser]
    var dataDirectory: String

    private enum CodingKeys: String, CodingKey {
        case baseURL = "base_url"
        case caFile = "ca_file"
        case users
        case dataDirectory = "data_dir"
    }

    func print() throws {
        try StandardOutput.write(json: self)
    }
}
