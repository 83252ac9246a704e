package undertone.corpora.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as PyTorch writes them. What stands here in Base64 was written by Python's pickler with
/// stand-ins of PyTorch's names.
class TorchFileTest {

  /// `{"model": OrderedDict of module.…, "optimizer": …, "epoch": 49, "args": Namespace(…)}`
  private static final String CHECKPOINT =
      "gAJ9cQAoWAUAAABtb2RlbHEBY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnECKVJxAyhYDwAAAG1vZHVsZS5hLndlaWdo"
          + "dHEEY3RvcmNoLl91dGlscwpfcmVidWlsZF90ZW5zb3JfdjIKcQUoKFgHAAAAc3RvcmFnZXEGY3RvcmNoCkZsb2F0U3Rv"
          + "cmFnZQpxB1gBAAAAMHEIWAMAAABjcHVxCUsGdHEKUUsASwJLA4ZxC0sDSwGGcQyJaAIpUnENdHEOUnEPWA8AAABtb2R1"
          + "bGUuYS50dXJuZWRxEGgFKChoBmgHaAhoCUsGdHERUUsASwNLAoZxEksBSwOGcROJaAIpUnEUdHEVUnEWWA0AAABtb2R1"
          + "bGUuYS5iaWFzcRdjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3BhcmFtZXRlcgpxGGgFKChoBmgHaAhoCUsGdHEZUUsESwKF"
          + "cRpLAYVxG4loAilScRx0cR1ScR6IaAIpUnEfh3EgUnEhWAsAAABtb2R1bGUuaGFsZnEiaAUoKGgGY3RvcmNoCkhhbGZT"
          + "dG9yYWdlCnEjWAEAAAAxcSRoCUsCdHElUUsAaBpoG4loAilScSZ0cSdScShYDAAAAG1vZHVsZS5icmFpbnEpaAUoKGgG"
          + "Y3RvcmNoCkJGbG9hdDE2U3RvcmFnZQpxKlgBAAAAMnEraAlLAnRxLFFLAGgaaBuJaAIpUnEtdHEuUnEvWAwAAABtb2R1"
          + "bGUuY291bnRxMGgFKChoBmN0b3JjaApMb25nU3RvcmFnZQpxMVgBAAAAM3EyaAlLAXRxM1FLACkpiWgCKVJxNHRxNVJx"
          + "NnV9cTdYCQAAAF9tZXRhZGF0YXE4aAIpUnE5WAAAAABxOn1xO1gHAAAAdmVyc2lvbnE8SwFzc3NiWAkAAABvcHRpbWl6"
          + "ZXJxPX1xPihYBQAAAHN0YXRlcT99cUBLAH1xQShYBAAAAHN0ZXBxQksDWAcAAABleHBfYXZncUNoBSgoaAZoB2gIaAlL"
          + "BnRxRFFLAGgLaAyJaAIpUnFFdHFGUnFHdXNYDAAAAHBhcmFtX2dyb3Vwc3FIXXFJfXFKKFgCAAAAbHJxS0c/UGJN0vGp"
          + "/FgFAAAAYmV0YXNxTEc/7MzMzMzMzUc/7mZmZmZmZoZxTXVhdVgFAAAAZXBvY2hxTksxWAQAAABhcmdzcU9jYXJncGFy"
          + "c2UKTmFtZXNwYWNlCnFQKYFxUX1xUihoS0c/UGJN0vGp/FgEAAAAbmFtZXFTWAEAAAB4cVRYBAAAAGZsYWdxVYhYBAAA"
          + "AG5vbmVxVk5YAQAAAGxxV11xWChLAUsCZXVidS4=";

  /// A tensor of which the last three numbers lie beyond its storage.
  private static final String BEYOND =
      "gAJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQApUnEBWAEAAAB3cQJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNv"
          + "cl92MgpxAygoWAcAAABzdG9yYWdlcQRjdG9yY2gKRmxvYXRTdG9yYWdlCnEFWAEAAAAwcQZYAwAAAGNwdXEHSwZ0cQhR"
          + "SwNLAksDhnEJSwNLAYZxColoAClScQt0cQxScQ1zLg==";

  /// A tensor that begins so far behind its storage that adding to it overflows.
  private static final String FAR =
      "gAJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQApUnEBWAEAAAB3cQJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNv"
          + "cl92MgpxAygoWAcAAABzdG9yYWdlcQRjdG9yY2gKRmxvYXRTdG9yYWdlCnEFWAEAAAAwcQZYAwAAAGNwdXEHSwZ0cQhR"
          + "igj+////////f0sCSwOGcQlLA0sBhnEKiWgAKVJxC3RxDFJxDXMu";

  /// A tensor of two axes and one stride.
  private static final String LAME =
      "gAJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQApUnEBWAEAAAB3cQJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNv"
          + "cl92MgpxAygoWAcAAABzdG9yYWdlcQRjdG9yY2gKRmxvYXRTdG9yYWdlCnEFWAEAAAAwcQZYAwAAAGNwdXEHSwZ0cQhR"
          + "SwBLAksDhnEJSwOFcQqJaAApUnELdHEMUnENcy4=";

  /// A storage of 2^40 numbers.
  private static final String HUGE =
      "gAJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcQApUnEBWAEAAAB3cQJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNv"
          + "cl92MgpxAygoWAcAAABzdG9yYWdlcQRjdG9yY2gKRmxvYXRTdG9yYWdlCnEFWAEAAAAwcQZYAwAAAGNwdXEHigYAAAAA"
          + "AAF0cQhRSwBKAAAQAEoAABAAhnEJSgAAEABLAYZxColoAClScQt0cQxScQ1zLg==";

  /// Weights, and a call of `posix.system` beside them.
  private static final String CALL =
      "gAJ9cQAoWAUAAABtb2RlbHEBY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnECKVJxAyhYDwAAAG1vZHVsZS5hLndlaWdo"
          + "dHEEY3RvcmNoLl91dGlscwpfcmVidWlsZF90ZW5zb3JfdjIKcQUoKFgHAAAAc3RvcmFnZXEGY3RvcmNoCkZsb2F0U3Rv"
          + "cmFnZQpxB1gBAAAAMHEIWAMAAABjcHVxCUsGdHEKUUsASwJLA4ZxC0sDSwGGcQyJaAIpUnENdHEOUnEPWA8AAABtb2R1"
          + "bGUuYS50dXJuZWRxEGgFKChoBmgHaAhoCUsGdHERUUsASwNLAoZxEksBSwOGcROJaAIpUnEUdHEVUnEWWA0AAABtb2R1"
          + "bGUuYS5iaWFzcRdjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3BhcmFtZXRlcgpxGGgFKChoBmgHaAhoCUsGdHEZUUsESwKF"
          + "cRpLAYVxG4loAilScRx0cR1ScR6IaAIpUnEfh3EgUnEhWAsAAABtb2R1bGUuaGFsZnEiaAUoKGgGY3RvcmNoCkhhbGZT"
          + "dG9yYWdlCnEjWAEAAAAxcSRoCUsCdHElUUsAaBpoG4loAilScSZ0cSdScShYDAAAAG1vZHVsZS5icmFpbnEpaAUoKGgG"
          + "Y3RvcmNoCkJGbG9hdDE2U3RvcmFnZQpxKlgBAAAAMnEraAlLAnRxLFFLAGgaaBuJaAIpUnEtdHEuUnEvWAwAAABtb2R1"
          + "bGUuY291bnRxMGgFKChoBmN0b3JjaApMb25nU3RvcmFnZQpxMVgBAAAAM3EyaAlLAXRxM1FLACkpiWgCKVJxNHRxNVJx"
          + "NnV9cTdYCQAAAF9tZXRhZGF0YXE4aAIpUnE5WAAAAABxOn1xO1gHAAAAdmVyc2lvbnE8SwFzc3NiWAQAAABhcmdzcT1j"
          + "cG9zaXgKc3lzdGVtCnE+WBAAAAB0b3VjaCAvdG1wL293bmVkcT+FcUBScUF1Lg==";

  @TempDir private Path folder;

  private Path file(String pickle, Map<String, byte[]> storages) throws IOException {
    var file = folder.resolve("weights.pth");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(Base64.getDecoder().decode(pickle));
      for (var storage : storages.entrySet()) {
        zip.putNextEntry(new ZipEntry("archive/data/" + storage.getKey()));
        zip.write(storage.getValue());
      }
    }
    return file;
  }

  private static byte[] floats(float... values) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static Map<String, byte[]> storages() {
    var all = new LinkedHashMap<String, byte[]>();
    all.put("0", floats(1, 2, 3, 4, 5, 6));
    all.put("1", new byte[] {0, 0x3c, 0, (byte) 0xc0}); // 1 and -2 as halves
    all.put("2", new byte[] {(byte) 0x80, 0x3f, 0, (byte) 0xc0}); // the same as bfloat16
    all.put("3", new byte[8]);
    return all;
  }

  @Test
  void weights_come_out_whatever_they_lie_beside() throws IOException {
    var read = TorchFile.read(file(CHECKPOINT, storages()));

    assertThat(read.names())
        .containsExactly("a.weight", "a.turned", "a.bias", "half", "brain", "count");
    assertThat(read.shape("a.turned")).isEqualTo(List.of(3L, 2L));
    assertThat(read.floats("a.weight")).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read.floats("a.turned")).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(read.floats("a.bias")).containsExactly(5, 6);
    assertThat(read.floats("half")).containsExactly(1, -2);
    assertThat(read.floats("brain")).containsExactly(1, -2);
    assertThatThrownBy(() -> read.floats("count")).hasMessageContaining("no floating numbers");
    assertThatThrownBy(() -> read.floats("b")).hasMessageContaining("has no b");
  }

  @Test
  void a_pickle_that_calls_something_is_refused_and_nothing_is_run() throws IOException {
    var hostile = file(CALL, storages());

    assertThatThrownBy(() -> TorchFile.read(hostile))
        .isInstanceOf(UnreadableArrayException.class)
        .hasMessageContaining("posix.system")
        .hasMessageContaining("nothing was run");
  }

  @Test
  void tensors_beyond_their_storage_and_storages_that_are_not_there_are_refused()
      throws IOException {
    var beyond = TorchFile.read(file(BEYOND, Map.of("0", floats(1, 2, 3, 4, 5, 6))));
    assertThatThrownBy(() -> beyond.floats("w")).hasMessageContaining("beyond");

    var far = TorchFile.read(file(FAR, Map.of("0", floats(1, 2, 3, 4, 5, 6))));
    assertThatThrownBy(() -> far.floats("w"))
        .isInstanceOf(UnreadableArrayException.class)
        .hasMessageContaining("beyond");

    var lame = TorchFile.read(file(LAME, Map.of("0", floats(1, 2, 3, 4, 5, 6))));
    assertThatThrownBy(() -> lame.floats("w"))
        .isInstanceOf(UnreadableArrayException.class)
        .hasMessageContaining("impossible shape");

    var huge = TorchFile.read(file(HUGE, Map.of("0", floats(1))));
    assertThatThrownBy(() -> huge.floats("w")).hasMessageContaining("w: ");

    var bare = TorchFile.read(file(CHECKPOINT, Map.of()));
    assertThatThrownBy(() -> bare.floats("half")).hasMessageContaining("no numbers");
  }

  @Test
  void numbers_that_unfold_to_more_than_the_file_says_are_refused() throws IOException {
    var storages = storages();
    storages.put("0", new byte[50_000_000]); // 50 kB in the archive

    var bomb = TorchFile.read(file(CHECKPOINT, storages));

    assertThatThrownBy(() -> bomb.floats("a.weight")).hasMessageContaining("other numbers");
  }

  @Test
  void numbers_that_are_none_are_refused() throws IOException {
    var storages = storages();
    storages.put("0", floats(1, Float.NaN, 3, 4, 5, 6));

    var read = TorchFile.read(file(CHECKPOINT, storages));

    assertThatThrownBy(() -> read.floats("a.weight")).hasMessageContaining("NaN");
  }

  @Test
  void files_of_another_kind_are_refused_with_what_to_do() throws IOException {
    var text = Files.writeString(folder.resolve("old.pth"), "no archive");

    assertThatThrownBy(() -> TorchFile.read(text)).hasMessageContaining("save it again");
  }
}
