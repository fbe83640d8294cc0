import Diagnostics
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("objects, arrays and values have commas between them and no spaces")
  func nesting() {
    var json = JSONWriter()
    json.object { json in
      json.key("a")
      json.write(1)
      json.key("b")
      json.array { json in
        json.write(true)
        json.writeNull()
        json.array { _ in }
        json.object { _ in }
        json.write(-2.5)
        json.write("x")
      }
      json.key("c")
      json.write(raw: "[1]")
    }
    #expect(json.text == #"{"a":1,"b":[true,null,[],{},-2.5,"x"],"c":[1]}"#)
  }

  @Test("strings are escaped where JSON needs it and nowhere else")
  func escapes() {
    var json = JSONWriter()
    json.write("\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}é日😀")
    #expect(json.text == #""\"\\/\b\t\n\f\r\u0000\u001f\u007fé日😀""#)
  }

  @Test("numbers are written whole or in their shortest form")
  func numbers() {
    var json = JSONWriter()
    json.array { json in
      json.write(Int64.min)
      json.write(UInt64.max)
      json.write(0.1)
      json.write(1e-7)
      json.write(Double.nan)
      json.write(Double.infinity)
    }
    #expect(
      json.text == "[-9223372036854775808,18446744073709551615,0.1,1e-07,null,null]"
    )
  }

  @Test("what was taken is gone, and writing goes on where it was")
  func taking() {
    var json = JSONWriter()
    json.beginArray()
    json.write(1)
    #expect(String(decoding: json.takeBytes(), as: UTF8.self) == "[1")
    json.write(2)
    json.endArray()
    json.newline()
    json.write("next")
    #expect(String(decoding: json.takeBytes(), as: UTF8.self) == ",2]\n\"next\"")
    #expect(json.bytes.isEmpty)
  }

  @Test("errors of a body pass through")
  func errors() {
    struct Stop: Error {}
    var json = JSONWriter()
    #expect(throws: Stop.self) {
      try json.object { _ throws(Stop) in throw Stop() }
    }
  }
}
