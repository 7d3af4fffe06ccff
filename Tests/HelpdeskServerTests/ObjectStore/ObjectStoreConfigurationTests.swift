import Foundation
import TOMLText
import Testing

@testable import DeskStorage

@Suite struct ObjectStoreConfigurationTests {
    private static let good = """
        data = "data"
        [files]
        s3 = "https://s3.example.net/"
        region = "eu-central-1"
        bucket = "cabs.main-1"
        prefix = "desks/main/"
        access_key_env = "ACCESS"
        secret_key_file = "secret.key"
        ca_file = "/etc/ca.pem"
        """

    private func read(_ text: String) throws -> StorageConfiguration {
        try StorageConfiguration(
            ConfigurationTable(text, name: "cabdeskd.toml", directory: URL(filePath: "/srv/desk/")))
    }

    @Test func `the table of the files is read`() throws {
        let settings = try #require(read(Self.good).objectStore)
        #expect(settings.endpoint == "https://s3.example.net")
        #expect(settings.region == "eu-central-1" && settings.bucket == "cabs.main-1")
        #expect(settings.prefix == "desks/main/")
        #expect(settings.accessKey == .environment("ACCESS"))
        #expect(settings.secretKey == .file(URL(filePath: "secret.key", relativeTo: URL(filePath: "/srv/desk/"))))
        #expect(settings.caFile?.path == "/etc/ca.pem")
        #expect(try read("data = \"data\"").objectStore == nil)
        let plain = Self.good.replacing("prefix = \"desks/main/\"\n", with: "")
        #expect(try read(plain).objectStore?.prefix == "")
        for address in ["http://127.0.0.1:9000", "http://[::1]:9000", "https://store.example.net:9000"] {
            let text = Self.good.replacing("https://s3.example.net/", with: address)
            #expect(try read(text).objectStore?.endpoint == address)
        }
    }

    @Test(
        arguments: [
            (
                "https://s3.example.net/", "https://s3.example.net/bucket", 3,
                "files.s3 must be an address without a path"
            ),
            ("https://s3.example.net/", "http://s3.example.net", 3, "files.s3 must be an address without a path"),
            ("https://s3.example.net/", "https://key:word@s3.example.net", 3, "files.s3 must be an address"),
            ("https://s3.example.net/", "s3.example.net", 3, "files.s3 must be an address that begins with https://"),
            ("eu-central-1", "eu central", 4, "files.region must be letters"),
            ("cabs.main-1", "Cabs", 5, "files.bucket must have 3 to 63"),
            ("cabs.main-1", "a/../b", 5, "files.bucket must have 3 to 63"),
            ("desks/main/", "../other", 6, "files.prefix must have letters"),
            ("desks/main/", "/main", 6, "files.prefix must have letters"),
            ("desks/main/", "a//b", 6, "files.prefix must have letters"),
            ("access_key_env = \"ACCESS\"", "", 2, "files.access_key_file or access_key_env or access_key_command"),
            ("secret_key_file", "secret_key", 8, "files.secret_key is not known"),
            ("region = \"eu-central-1\"", "", 2, "files.region is missing"),
        ])
    func `a bad value is a sentence with its line`(old: String, new: String, line: Int, sentence: String) throws {
        let error = #expect(throws: ConfigurationError.self) { _ = try read(Self.good.replacing(old, with: new)) }
        #expect(
            error?.description.hasPrefix("cabdeskd.toml, line \(line): \(sentence)") == true,
            "\(String(describing: error))")
    }
}
