import Foundation
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("The environment and the configuration of restricted mode")
struct SafeEnvironmentTests {
    @Test("What a terminal needs to be told stays")
    func kept() {
        let given = [
            "TERM": "xterm-256color", "LANG": "uk_UA.UTF-8", "LC_ALL": "C.UTF-8", "LC_TIME": "ru_RU.UTF-8@x",
            "LANGUAGE": "uk:ru", "TZ": "Europe/Kyiv", "COLUMNS": "80", "LINES": "24", "NO_COLOR": "1",
            "COLORTERM": "truecolor", "ACCESSIBLE": "1", "ESCDELAY": "25", "PATH": SafeEnvironment.path,
        ]
        #expect(SafeEnvironment.reduced(given) == given)
        #expect(SafeEnvironment.reduced(["TZ": "EET-2EEST,M3.5.0/3,M10.5.0/4"])["TZ"] != nil)
    }

    @Test("Everything else goes, whatever it would do")
    func removed() {
        let names = [
            "EDITOR", "VISUAL", "PAGER", "LESSOPEN", "TERMINFO", "TERMINFO_DIRS", "TERMCAP", "HOME", "XDG_CONFIG_HOME",
            "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOWNLOAD_DIR", "CURL_HOME", "SSL_CERT_FILE", "SSLKEYLOGFILE",
            "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "LD_PRELOAD", "LD_LIBRARY_PATH", "SQLITE_TMPDIR", "TMPDIR",
            "CABDESK_URL", "CABDESK_TOKEN", "CABDESK_LOG", "CABDESK_THEMES", "CABDESK_PROFILE", "SSH_ORIGINAL_COMMAND",
            "DISPLAY", "WAYLAND_DISPLAY", "LOCPATH", "TZDIR", "GCONV_PATH", "NLSPATH", "HOSTALIASES", "RES_OPTIONS",
            "GNUTLS_SYSTEM_PRIORITY_FILE", "OPENSSL_CONF", "BASH_ENV", "ENV", "SHELL", "LC_", "LC_all", "term", "",
        ]
        let given = Dictionary(uniqueKeysWithValues: names.map { ($0, "value") })
        #expect(SafeEnvironment.reduced(given) == ["PATH": SafeEnvironment.path])
    }

    @Test(
        "A harmless name does not make a value harmless",
        arguments: [
            ("TERM", "../evil"), ("TERM", "/tmp/evil"), ("TERM", ".evil"), ("TERM", ""), ("TERM", "a b"),
            ("TERM", "x\u{301}"),
            ("TERM", String(repeating: "x", count: 65)), ("TZ", "/tmp/zone"), ("TZ", ":/tmp/zone"),
            ("TZ", "../../zone"),
            ("LC_ALL", "/tmp/locale"), ("LC_ALL", "../locale"), ("LANG", "a/b"), ("COLUMNS", "many"),
            ("LINES", "123456"),
            ("COLORTERM", "$(id)"), ("NO_COLOR", "a\nb"),
        ])
    func values(_ name: String, _ value: String) {
        #expect(SafeEnvironment.reduced([name: value])[name] == nil)
    }

    @Test("The search path is always the same, and what is reduced once is not reduced any more")
    func path() {
        let once = SafeEnvironment.reduced(["PATH": "/tmp/evil:/usr/bin", "TERM": "xterm", "EDITOR": "vi"])
        #expect(once == ["PATH": SafeEnvironment.path, "TERM": "xterm"])
        #expect(SafeEnvironment.reduced(once) == once)
    }

    @Test(
        "The administrator's configuration is read in place of the user's own, and wins over the environment's folder")
    func configuration() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/home/.config/cabdesk", withIntermediateDirectories: true)
        try folder.write(
            Data("[profiles.default]\nurl = \"https://own.example.org\"\n".utf8), to: "home/.config/cabdesk/config.toml"
        )
        let given = try folder.write(
            Data("[profiles.default]\nurl = \"https://desk.example.org\"\n[ui]\ntheme = \"light\"\n".utf8),
            to: "given.toml")
        let environment = ["HOME": folder.path + "/home"]
        #expect(try ProfileStore(environment: environment).profile().url == "https://own.example.org")
        let profiles = ProfileStore(environment: environment, configFile: given)
        #expect(try profiles.profile().url == "https://desk.example.org")
        #expect(try profiles.uiConfiguration().theme == "light")
        #expect(try profiles.profile().tokenSource == .file(folder.path + "/home/.local/state/cabdesk/tokens/default"))
    }
}
