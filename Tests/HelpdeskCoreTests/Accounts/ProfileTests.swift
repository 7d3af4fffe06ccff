import Foundation
import TestSupport
import Testing

@testable import HelpdeskCore

struct ProfileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func profiles(_ environment: [String: String] = [:]) -> ProfileStore {
        ProfileStore(environment: ["HOME": folder.path].merging(environment) { $1 })
    }

    @Test("What login saved is found again, and the token is private")
    func saving() throws {
        let ca = try folder.write(Data("pem".utf8), to: "ca.pem")
        let saved = try profiles().save(url: "Desk.example/", caFile: ca, token: "cd_secret")
        #expect(try profiles().profile() == saved)
        #expect(saved.url == "https://desk.example")
        #expect(saved.caFile == ca)
        #expect(saved.dataDirectory == folder.path + "/.local/share/cabdesk/default")
        #expect(try profiles().token(for: saved) == "cd_secret")
        let path = profiles().tokenPath("default")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let config = try String(contentsOfFile: profiles().configFile, encoding: .utf8)
        #expect(!config.contains("cd_secret"))
    }

    @Test("Other profiles, settings and comments stay when a profile is added, settings also when it is changed")
    func others() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.config/cabdesk", withIntermediateDirectories: true)
        try folder.write(Data("# mine\ntheme = \"dark\"".utf8), to: ".config/cabdesk/config.toml")
        try profiles().save(name: "a", url: "a.example", caFile: nil, token: "1")
        try profiles().save(name: "b", url: "b.example", caFile: nil, token: "2")
        let text = try String(contentsOfFile: profiles().configFile, encoding: .utf8)
        #expect(text.hasPrefix("# mine\ntheme = \"dark\""))
        try profiles().save(name: "a", url: "c.example", caFile: nil, token: "3")
        #expect(try profiles().names() == ["a", "b"])
        #expect(try profiles().profile(named: "a").url == "https://c.example")
        #expect(try profiles().profile(named: "b").url == "https://b.example")
        #expect(try String(contentsOfFile: profiles().configFile, encoding: .utf8).contains("theme = "))
        try profiles().remove(named: "a")
        #expect(try profiles().names() == ["b"])
        #expect(!FileManager.default.fileExists(atPath: profiles().tokenPath("a")))
        let error = #expect(throws: HelpdeskError.self) { try profiles().remove(named: "a") }
        #expect(error?.code == .notSignedIn)
    }

    @Test("A specialist's window is half a year, or what the profile says, also after another sign-in")
    func window() throws {
        #expect(try profiles().save(url: "a.example", caFile: nil, token: "1").window == 180)
        let path = profiles().configFile
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for (days, window) in ["30": 30, "0": nil, "36500": 36_500] {
            try Data("\(text)window_days = \(days)\n".utf8).write(to: URL(filePath: path))
            #expect(try profiles().profile().window == window)
            #expect(try profiles().save(url: "a.example", caFile: nil, token: "2").window == window)
            #expect(try profiles().profile().window == window)
        }
        for days in ["-1", "36501", "\"30\"", "1.5"] {
            try Data("\(text)window_days = \(days)\n".utf8).write(to: URL(filePath: path))
            let error = #expect(throws: HelpdeskError.self) { try profiles().profile() }
            #expect(error?.code == .configurationInvalid)
        }
    }

    @Test("The environment wins over the file")
    func environment() throws {
        try profiles().save(name: "work", url: "a.example", caFile: nil, token: "stored")
        let profiles = profiles([
            "CABDESK_PROFILE": "work", "CABDESK_URL": "https://b.example", "CABDESK_TOKEN": "given",
            "CABDESK_CA_FILE": "/ca.pem", "XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "relative",
        ])
        let profile = try profiles.profile()
        #expect(profile.name == "work")
        #expect(profile.url == "https://b.example")
        #expect(profile.caFile == "/ca.pem")
        #expect(profile.dataDirectory == "/data/cabdesk/work")
        #expect(profiles.directories.state == folder.path + "/.local/state/cabdesk")
        #expect(try profiles.token(for: profile) == "given")
    }

    @Test("A stored token is used at its own address only")
    func address() throws {
        try profiles().save(name: "work", url: "a.example", caFile: nil, token: "stored")
        for (address, token) in ["https://a.example/": "stored", "b.example": nil, "https://a.example:8443": nil] {
            let profiles = profiles(["CABDESK_PROFILE": "work", "CABDESK_URL": address])
            let found = try? profiles.token(for: profiles.profile())
            #expect(found == token.map { Secret($0) })
        }
    }

    @Test("A token that others may read is not used, and that is said")
    func openFile() throws {
        try profiles().save(name: "default", url: "a.example", caFile: nil, token: "stored")
        guard case .file(let path) = try profiles().profile().tokenSource else {
            Issue.record("The token is not in a file")
            return
        }
        #expect(chmod(path, 0o640) == 0)
        let error = #expect(throws: HelpdeskError.self) { try profiles().token(for: profiles().profile()) }
        #expect(error?.code == .secretFileOpen)
        #expect(error?.subject == path)
    }

    @Test("Without a profile or a token that is said")
    func missing() throws {
        let error = #expect(throws: HelpdeskError.self) { try profiles().profile() }
        #expect(error?.code == .notSignedIn)
        let bare = profiles(["CABDESK_URL": "a.example"])
        let token = #expect(throws: HelpdeskError.self) { try bare.token(for: bare.profile()) }
        #expect(token?.code == .tokenMissing)
    }

    @Test(
        "A file that cannot be understood is said with its path",
        arguments: ["[profiles", "profiles = 1", "[profiles.default]\nurl = 1", "[profiles]\ndefault = \"x\""])
    func malformed(_ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.config/cabdesk", withIntermediateDirectories: true)
        try folder.write(Data(text.utf8), to: ".config/cabdesk/config.toml")
        let error = #expect(throws: HelpdeskError.self) { try profiles().profile() }
        #expect(error?.code == .configurationInvalid)
        #expect(error?.subject == profiles().configFile)
    }

    @Test("A profile's name cannot leave its directory", arguments: ["../x", "", "a/b", "a.b", "ім'я"])
    func names(_ name: String) {
        let error = #expect(throws: HelpdeskError.self) {
            try profiles().save(name: name, url: "a.example", caFile: nil, token: "t")
        }
        #expect(error?.code == .configurationInvalid)
    }
}
